"""The words of labels that ask for facts about the respondent, in the languages that intake knows.

A label is an owner (whose), a field (what), and words that say nothing. Phrases are lower case, without hyphens.
"""

from __future__ import annotations

from answers.respondent_facts import FactName as F

COMPANY = (
    "company|vendor|supplier|provider|service provider|cloud service provider|csp|organization|organisation|business"
    "|business entity|firm|corporate|contractor|third party|bidder|tenderer|proposer|insured|applicant"
    "|respondent company|responding company|legal entity"
    "|entreprise|société|fournisseur|prestataire|organisme|unternehmen|unternehmens|firma|firmen|lieferant|lieferanten"
    "|anbieter|anbieters|dienstleister|dienstleisters|auftragnehmer|auftragnehmers|empresa|proveedor|organización"
    "|compañía|fornecedor|organização|azienda|fornitore|società|organizzazione|impresa|bedrijf|leverancier|organisatie"
    "|onderneming|företag|företaget|företagets|leverantör|leverantören|leverantörens|bolag|bolaget|bolagets"
    "|organisationen|organisationens|virksomhed|virksomheden|virksomhedens|leverandør|leverandøren|leverandørens"
    "|firmy|dostawca|dostawcy|organizacja|organizacji|przedsiębiorstwo|przedsiębiorstwa"
    "|会社|貴社|御社|企業|事業者|ベンダー|委託先|法人|公司|企业|供应商|供應商|贵公司|單位|单位"
    "|회사|귀사|공급업체|업체|기업|компания|компании|организация|организации|поставщик|поставщика|предприятие"
    "|предприятия|εταιρεία|εταιρείας|προμηθευτής|προμηθευτή|οργανισμός|οργανισμού"
    "|الشركة|المورد|المؤسسة|החברה|חברה|הספק|ספק|הארגון"
)
CONTACT = (
    "contact|contact person|contact's|point of contact|primary contact|main contact|key contact|business contact"
    "|respondent|respondent's|representative|account manager|interlocuteur|personne de contact|personne à contacter"
    "|répondant|ansprechpartner|ansprechpartners|ansprechperson|kontaktperson|kontakt|contacto|persona de contacto"
    "|contato|pessoa de contato|pessoa de contacto|contatto|referente|persona di contatto|contactpersoon"
    "|kontaktpersonen|kontaktpersonens|osoba kontaktowa|osoby kontaktowej|osoba do kontaktu"
    "|担当者|ご担当者|連絡先|联系人|聯絡人|담당자|контактное лицо|контактного лица|контакт"
    "|υπεύθυνος επικοινωνίας|υπεύθυνου επικοινωνίας|άτομο επικοινωνίας|جهة الاتصال|مسؤول الاتصال|איש קשר|איש הקשר"
)
PREPARER = (
    "preparer|preparer's|person completing|individual completing|person completing this questionnaire"
    "|person completing this form|person completing the questionnaire|person responding|person filling in this form"
    "|author of the response|ausfüllende person|ausfüllenden person|記入者|回答者|填表人|填写人|작성자"
)
SECURITY = "security contact|information security contact|contact sécurité|sicherheitskontakt|contacto de seguridad"
SIGNER = (
    "signatory|authorized signatory|authorised signatory|signer|signatory's|signataire|unterzeichner|unterzeichners"
    "|unterzeichnenden|firmante|signatário|firmatario|ondertekenaar|undertecknare|underskriver|podpisującego|署名者"
    "|签署人"
    "|签字人|서명자|подписавшего|подписанта|υπογράφοντος|الموقع|החותם"
)

NAME = (
    "name|nom|nombre|nome|naam|namn|navn|nazwa|名|名称|名前|名稱|名字|이름|명|명칭|название|наименование|имя"
    "|όνομα|ονομασία|اسم|الاسم|שם"
)
TITLE = (
    "title|job title|role|position|job role|job function|fonction|poste|funktion|position|stellenbezeichnung|cargo"
    "|puesto|função|ruolo|qualifica|functie|titel|befattning|stilling|stanowisko|役職|職位|职位|職務|职务|직책|직위"
    "|должность|θέση|τίτλος θέσης|المسمى الوظيفي|المنصب|תפקיד"
)
EMAIL = (
    "email|email address|emails|mail|courriel|adresse email|adresse électronique|adresse mail|email adresse"
    "|emailadresse|correo|correo electrónico|endereço de email|indirizzo email|posta elettronica|emailadres"
    "|epost|epostadress|epostadresse|adres email|メール|メールアドレス|eメール|电子邮件|电子邮箱|邮箱|電子郵件|이메일"
    "|이메일 주소|электронная почта|адрес электронной почты|ηλεκτρονικό ταχυδρομείο|διεύθυνση email"
    "|البريد الإلكتروني|דואר אלקטרוני|דואל|אימייל"
)
PHONE = (
    "phone|phone number|phone no|telephone|telephone number|telephone no|tel|tel no|mobile|mobile number|contact number"
    "|téléphone|numéro de téléphone|telefon|telefonnummer|rufnummer|teléfono|número de teléfono|telefone"
    "|número de telefone|telefono|numero di telefono|telefoon|telefoonnummer|telefonnr|telefonnummer|numer telefonu"
    "|電話|電話番号|电话|电话号码|联系电话|聯絡電話|전화|전화번호|연락처|телефон|номер телефона|τηλέφωνο|الهاتف"
    "|رقم الهاتف|טלפון|מספר טלפון"
)
DATE = "date|datum|fecha|data|dato|日付|日期|날짜|일자|дата|ημερομηνία|التاريخ|תאריך"

WHOLE: dict[F, str] = {
    F.LEGAL_NAME: (
        "legal name|full legal name|registered name|legal entity name|legal company name|legal business name"
        "|registered company name|raison sociale|dénomination sociale|firmierung|handelsname|razón social|razao social"
        "|razão social|denominación social|ragione sociale|denominazione sociale|statutaire naam|handelsnaam"
        "|juridiskt namn|juridisk navn|nazwa prawna|正式名称|商号|法人名称|法定名称|公司全称|법인명|상호"
        "|юридическое название|полное наименование|επωνυμία|νομική επωνυμία|الاسم القانوني|שם משפטי"
    ),
    F.COMPANY_NAME: (
        "trade name|trading name|doing business as|dba|firmenname|unternehmensname|lieferantenname|nom commercial"
        "|bedrijfsnaam|firmanavn|virksomhedsnavn|företagsnamn|leverantörsnamn|nazwa firmy|会社名|貴社名|企業名|組織名"
        "|公司名称|企业名称|供应商名称|单位名称|회사명|업체명|기업명|название компании|наименование организации"
        "|όνομα εταιρείας|اسم الشركة|שם החברה"
    ),
    F.PARENT_COMPANY: (
        "parent company|parent organization|parent organisation|ultimate parent|holding company|société mère"
        "|muttergesellschaft|empresa matriz|empresa controladora|società madre|moedermaatschappij|moderbolag"
        "|moderselskab"
        "|親会社|母公司|모회사|материнская компания"
    ),
    F.PRODUCT_NAME: (
        "product|product name|service|service name|solution|solution name|application name|name of product"
        "|name of the product|product or service|product service|nom du produit|produit|produktname|produkt"
        "|nombre del producto|producto|nome do produto|produto|nome del prodotto|prodotto|productnaam|produktnamn"
        "|produktnavn|nazwa produktu|製品名|サービス名|产品名称|服务名称|제품명|서비스명|название продукта"
        "|όνομα προϊόντος|اسم المنتج|שם המוצר"
    ),
    F.ADDRESS: (
        "address|street address|mailing address|postal address|business address|registered address|office address"
        "|full address|registered office|adresse|adresse postale|anschrift|postanschrift|firmenanschrift|dirección"
        "|domicilio|endereço|indirizzo|sede legale|adres|bezoekadres|adress|postadress|adresa|住所|所在地|地址|公司地址"
        "|주소|адрес|юридический адрес|διεύθυνση|العنوان|כתובת"
    ),
    F.CITY: (
        "city|town|ville|stadt|ort|ciudad|cidade|città|plaats|stad|ort|by|miasto|市|城市|도시|город|πόλη|المدينة|עיר"
    ),
    F.POSTAL_CODE: (
        "zip|zip code|postcode|postal code|code postal|postleitzahl|plz|código postal|cep|cap|postnummer|kod pocztowy"
        "|郵便番号|邮编|邮政编码|우편번호|почтовый индекс|индекс|ταχυδρομικός κώδικας|الرمز البريدي|מיקוד"
    ),
    F.COUNTRY: "country|pays|land|país|paese|kraj|国|国名|国家|국가|страна|χώρα|البلد|الدولة|מדינה",
    F.HEADQUARTERS: (
        "headquarters|headquarter|hq|head office|headquarters location|headquarters address|siège social|siège"
        "|hauptsitz|firmensitz|sede principal|sede central|sede|hoofdkantoor|huvudkontor|hovedkontor|siedziba|本社"
        "|本社所在地"
        "|总部|본사|штабквартира|έδρα|المقر الرئيسي|מטה"
    ),
    F.WEBSITE: (
        "website|web site|url|web address|website url|homepage|web page|site web|site internet|internetseite|webseite"
        "|sitio web|página web|site|sito web|sito internet|webbplats|webside|hjemmeside|strona internetowa|strona www"
        "|ウェブサイト|ホームページ|网站|网址|웹사이트|홈페이지|сайт|вебсайт|ιστοσελίδα|ιστότοπος|الموقع الإلكتروني|אתר"
        "|אתר אינטרנט"
    ),
    F.CONTACT_NAME: (
        "imię i nazwisko|氏名|お名前|担当者名|姓名|联系人姓名|성명|담당자명|фио|ονοματεπώνυμο|الاسم الكامل|שם מלא"
        "|nom et prénom|nombre y apellidos|nome e cognome|vor und nachname"
    ),
    F.SECURITY_CONTACT: SECURITY,
    F.PREPARED_BY: (
        "completed by|prepared by|filled in by|filled out by|submitted by|answered by|responses by|responded by"
        "|complété par|rempli par|préparé par|renseigné par|ausgefüllt von|ausgefüllt durch|beantwortet von"
        "|erstellt von"
        "|bearbeitet von|completado por|rellenado por|cumplimentado por|preparado por|preenchido por|respondido por"
        "|compilato da|redatto da|ingevuld door|opgesteld door|ifylld av|besvarad av|udfyldt af|besvaret af"
        "|wypełnione przez|wypełnił|przygotował|記入者|回答者|作成者|填表人|填写人|作成者名|작성자|заполнил"
        "|заполнено|подготовил"
        "|συμπληρώθηκε από|أعده|تم الإعداد بواسطة|מולא על ידי"
    ),
    F.DATE_COMPLETED: (
        "date completed|completed on|completion date|date of completion|date of submission|submission date"
        "|date submitted|date of response|response date|date answered|date prepared|date de réponse|date de remplissage"
        "|complété le|rempli le|ausgefüllt am|ausfülldatum|datum der beantwortung|datum der ausfüllung"
        "|fecha de cumplimentación|fecha de respuesta|fecha de finalización|data de preenchimento|data da resposta"
        "|data di compilazione|datum ingevuld|invuldatum|ifylld den|svarsdatum|udfyldt den|udfyldelsesdato"
        "|data wypełnienia|記入日|回答日|作成日|填写日期|填表日期|작성일|작성일자|дата заполнения"
        "|ημερομηνία συμπλήρωσης"
        "|تاريخ التعبئة|תאריך מילוי"
    ),
    F.DUNS: "duns|duns number|duns no|d u n s|d u n s number|dunsnummer|numéro duns|número duns|numero duns|邓白氏编码",
    F.VAT_ID: (
        "vat|vat id|vat no|vat number|vat registration number|vat identification number|numéro de tva|n° tva"
        "|tva intracommunautaire|numéro de tva intracommunautaire|umsatzsteuerid|umsatzsteueridentifikationsnummer"
        "|ust id|ustid|ust id nr|ustidnr|nif iva|número de iva|número de identificación fiscal iva|partita iva|p iva"
        "|btw nummer|btwnummer|btw id|momsnummer|momsregistreringsnummer|numer vat|vat nummer|增值税号|ндс номер"
    ),
    F.TAX_ID: (
        "tax id|tax id number|tax identification number|tin|ein|federal tax id|employer identification number"
        "|numéro fiscal|steuernummer|nif|cif|nit|identificación fiscal|cnpj|codice fiscale|nip|法人番号|纳税人识别号"
        "|统一社会信用代码|사업자등록번호|инн|αφμ|الرقم الضريبي"
    ),
    F.REGISTRATION_NUMBER: (
        "registration number|company number|company registration number|registration no|commercial register number"
        "|trade register number|siren|siret|numéro siren|numéro siret|numéro d'immatriculation|handelsregisternummer"
        "|hrb nummer|número de registro|número de registo|numero rea|kvk nummer|kvknummer|organisationsnummer|cvr"
        "|cvr nummer|krs|regon|登記番号|注册号|огрн|регистрационный номер|αριθμός γεμη|رقم السجل التجاري|ח פ"
    ),
    F.EMPLOYEES: (
        "employees|number of employees|no of employees|headcount|staff count|company size|number of staff"
        "|nombre d'employés|nombre de salariés|effectif|effectifs|anzahl mitarbeiter|anzahl der mitarbeiter"
        "|mitarbeiterzahl|número de empleados|número de funcionários|numero di dipendenti|aantal medewerkers"
        "|aantal werknemers|antal anställda|antal ansatte|liczba pracowników|従業員数|员工人数|员工数量|직원 수"
        "|임직원 수"
        "|количество сотрудников|число сотрудников|αριθμός εργαζομένων|عدد الموظفين|מספר עובדים"
    ),
    F.FOUNDED: (
        "founded|year founded|founded in|established|year established|year of establishment|year of incorporation"
        "|date of incorporation|incorporation date|année de création|date de création|gründungsjahr"
        "|año de fundación|ano de fundação|anno di fondazione|oprichtingsjaar|grundat|stiftet|rok założenia|設立年"
        "|設立年月日|成立日期|成立时间|설립일|설립연도|год основания|έτος ίδρυσης|سنة التأسيس|שנת הקמה"
    ),
    F.SIGNATURE: (
        "signature|signatures|signed|signed by|sign here|authorized signature|authorised signature|your signature"
        "|electronic signature|esignature|initials|initial here|signature block|signé|signé par|paraphe|unterschrift"
        "|unterschriften|unterzeichnet|unterzeichnet von|gezeichnet|rechtsverbindliche unterschrift|kürzel"
        "|firma autorizada"
        "|firmado por|firmado|rúbrica|assinatura|assinado por|rubrica|firma del legale rappresentante|firmato"
        "|firmato da"
        "|handtekening|ondertekend door|paraaf|underskrift|namnteckning|signatur|underskrevet af|podpis|podpisano"
        "|parafka|署名|捺印|印|ご署名|签名|签字|盖章|签章|簽名|簽署|서명|날인|подпись|подписано|υπογραφή|التوقيع|חתימה"
    ),
    F.SIGNATORY: (
        "printed name|print name|name printed|name in print|name in block letters|name in druckbuchstaben"
        "|nom du signataire|nombre del firmante|nombre y firma|nome do signatário|nome del firmatario"
        "|naam ondertekenaar"
        "|namnförtydligande|name and signature|signatory name|signature name|signature title|name of signatory"
    ),
    F.SIGNATURE_DATE: (
        "date signed|signed on|signature date|date of signature|date of signing|date de signature|date de la signature"
        "|datum der unterschrift|unterschriftsdatum|ort datum|ort und datum|place and date|place date|lieu et date"
        "|fecha de firma|fecha de la firma|lugar y fecha|data da assinatura|local e data|data della firma|luogo e data"
        "|datum ondertekening|plaats en datum|datum för underskrift|ort och datum|dato for underskrift|data podpisu"
        "|miejsce i data|署名日|签署日期|签字日期|서명일|дата подписи|дата подписания|ημερομηνία υπογραφής"
        "|تاريخ التوقيع"
        "|תאריך חתימה"
    ),
}

CERTIFIES = (
    r"(?:i|we)(?:,? the undersigned,?.{0,60}?)?,? (?:hereby |do )?"
    r"(?:certify|attest|declare|swear|warrant|affirm|acknowledge and agree)\b"
    r"|i (?:hereby )?confirm\b|we hereby confirm\b|by signing\b|(?:declaration|certification|attestation) by\b"
    r"|je(?:,? soussignée?.{0,60}?,?)? (?:certifie|déclare|atteste|confirme)|nous (?:certifions|attestons|déclarons)"
    r"|(?:hiermit |ich |wir )+(?:bestätige|erkläre|versichere)n?\b|(?:ich|wir) (?:bestätige|erkläre"
    r"|versichere)n? hiermit"
    r"|(?:por la presente |yo,? .{0,40})?(?:certifico|declaro|doy fe)\b|(?:il sottoscritto|la sottoscritta|dichiaro)\b"
    r"|(?:ik|wij|hierbij) (?:verklaar|bevestig|verklaren|bevestigen)\b|(?:jag|vi) (?:intygar|försäkrar)\b"
    r"|(?:jeg|vi) (?:erklærer|attesterer) hermed|(?:ja,? niżej podpisan|niniejszym |oświadczam|zaświadczam)"
    r"|(?:私|当社|弊社)は.{0,60}(?:証明|宣言|誓約)|本人.{0,20}(?:声明|保证|证明|承诺)|(?:兹|特此)(?:证明|声明)"
    r"|본인은|위와 같이 확인"
    r"|(?:настоящим |я |мы )+(?:подтвержда|заявля|удостоверя)|(?:δηλώνω|βεβαιώνω|πιστοποιώ)\b|أقر |أشهد |نقر "
    r"|אני מצהיר|הריני מצהיר|הנני מצהיר"
)
"""How a text begins in which somebody vouches for the answers."""

SILENT = (
    "please|enter|number|no|n°|nr|numéro|nummer|insert|provide|state|indicate|specify|give|type|fill in|what is"
    "|what's|who is|your|our|the|a|full"
    "|complete|official|primary|main|current|of|for|this|their"
    "|veuillez|indiquer|indiquez|saisir|quel est|quelle est|votre|vos|le|la|les|l'|du|de|des|d'|de l'|de la"
    "|bitte|angeben|geben sie|wie lautet|ihr|ihre|ihres|ihrer|der|die|das|des|den|dem|von|vom"
    "|por favor|indique|cuál es|su|el|los|del|de los|qual é|seu|sua|o|os|do|da|dos"
    "|inserire|indicare|qual è|il|lo|vostro|vostra|della|dell'|di|delle"
    "|vul in|uw|het|van|van de|van het|er|ert|din|jeres|de|för|af|av|proszę podać|pełna|państwa"
    "|請輸入|请填写|请输入|您的|贵|貴|ご|の|的|укажите|ваш|ваша|вашей|της|του|το|η|ο"
)
"""Words around owner and field that say nothing."""

OURS = (
    r"vendor|supplier|respondent|bidder|tenderer|proposer|insured\b|applicant|company|organi[sz]ation|contact"
    r"|general info|about you|your (?:details|information)"
    r"|business info|profile|submitter|entreprise|fournisseur|société|prestataire|répondant|coordonnées|interlocuteur"
    r"|unternehmen|lieferant|anbieter|dienstleister|firma|ansprechpartner|kontakt|stammdaten|allgemeine angaben"
    r"|empresa|proveedor|contacto|datos generales|fornecedor|contato|dados gerais|azienda|fornitore|società|contatti"
    r"|anagrafica|bedrijf|leverancier|contactgegevens|företag|leverantör|virksomhed|leverandør|dostawc|przedsiębiorst"
    r"|会社|企業|貴社|基本情報|連絡先|公司|供应商|企业|基本信息|联系|회사|업체|기본 정보|연락|компани|организаци"
    r"|поставщик"
    r"|контакт|εταιρ|προμηθευτ|επικοινων|الشركة|المورد|الاتصال|חברה|ספק|קשר"
)
"""What a section's title says where the plain labels in it are about the respondent."""

PEOPLE = (
    r"contact|respondent|person|interlocuteur|ansprech|kontakt|referente|osob|連絡先|担当|联系|聯絡|연락|담당"
    r"|контакт|επικοινων|الاتصال|קשר"
)
"""What a section's title says where a bare *name* is a person's."""

THEIRS = (
    r"customer|client\b|buyer|purchaser|requester|requestor|assessor|reviewer|auditor|evaluator|issued by|issuing"
    r"|internal use|office use|use only|do not (?:fill|complete)|acheteur|évaluateur|réservé|auftraggeber|prüfer|intern"
    r"|nur für|evaluador|comprador|uso interno|avaliador|valutatore|beoordelaar|opdrachtgever|beställare|granskare"
    r"|zamawiaj|委託元|評価者|社内使用|客户|采购方|评估人|내부용|평가자|заказчик|αγοραστ"
)
"""What a title says where the block is the sender's own."""
