"""Workbooks in other languages than English, or in two at once; every text is made up."""

from __future__ import annotations

from tests.segq.intake.zoo import A, C, E, N, O, Q, Row, S, Tab, Zoo, head, pick, title

_JN = pick("Ja", "Nein", "Teilweise", "Entfällt")
_ON = pick("Oui", "Non", "Partiel", "Sans objet")

LANGUAGES = [
    Zoo(
        "German: chapter rows, answer list, explanation, and what the client's examiner decides",
        (
            Tab(
                "Hinweise",
                [
                    ["Hinweise zum Ausfüllen"],
                    ["Bitte füllen Sie alle gelben Felder aus."],
                    ["Wer beantwortet die Fragen? Der Leiter der IT."],
                    ["Senden Sie die Datei bis zum Monatsende zurück."],
                ],
            ),
            Tab(
                "Fragenkatalog",
                [
                    title("Selbstauskunft Informationssicherheit", "A:G"),
                    [],
                    head("Nr.", "Frage", "Antwort", "Erläuterung", "Nachweis", "Bewertung Prüfer", "Bemerkung Prüfer"),
                    Row(["1", "Organisation"], bold=True),
                    *[
                        [f"1.{n}", Q(t), _JN, C, E, N(None, ("grün", "gelb", "rot")), N()]
                        for n, t in enumerate(
                            (
                                "Ist ein Verantwortlicher für Informationssicherheit benannt?",
                                "Gibt es eine Leitlinie, die von der Geschäftsführung freigegeben ist?",
                                "Werden Mitarbeiter mindestens einmal im Jahr geschult?",
                            ),
                            1,
                        )
                    ],
                    Row(["2", "Technik"], bold=True),
                    *[
                        [f"2.{n}", Q(t), _JN, C, E, N(None, ("grün", "gelb", "rot")), N()]
                        for n, t in enumerate(
                            (
                                "Werden Sicherheitsupdates zeitnah eingespielt?",
                                "Sind mobile Geräte verschlüsselt?",
                                "Wie werden Datensicherungen geprüft?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "German: measures as nouns, status of realisation, person in charge, date",
        (
            Tab(
                "Checkliste",
                [
                    head(
                        "ID",
                        "Baustein",
                        "Anforderung",
                        "Umsetzungsstatus",
                        "Umsetzung bis",
                        "Verantwortlich",
                        "Bemerkungen",
                    ),
                    *[
                        [
                            f"A{n}",
                            "Netz",
                            Q(t),
                            pick("ja", "teilweise", "nein", "entbehrlich"),
                            S("other", optional=True),
                            O,
                            C,
                        ]
                        for n, t in enumerate(
                            (
                                "Trennung von Netzsegmenten",
                                "Absicherung der Fernwartung",
                                "Protokollierung der Zugriffe",
                                "Festlegung von Regeln für die Firewall",
                                "Planung der Verfügbarkeit",
                                "Dokumentation des Netzes",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "French: two lists a row, conformity and state, with free remarks",
        (
            Tab(
                "Grille",
                [
                    ["Grille d'auto-évaluation du prestataire"],
                    [],
                    head(
                        "Réf.",
                        "Thème",
                        "Exigence",
                        "Conformité",
                        "Justification / commentaire",
                        "Preuve",
                        "Avis de l'évaluateur",
                    ),
                    *[
                        [f"EX-{n:02}", "Accès", Q(t), _ON, C, E, N()]
                        for n, t in enumerate(
                            (
                                "Le prestataire doit tenir à jour la liste de ses accès.",
                                "Les mots de passe sont changés à la première connexion.",
                                "Les comptes inactifs sont supprimés tous les mois.",
                                "Le prestataire s'engage à informer le client de tout incident.",
                                "Les accès distants passent par un canal chiffré.",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "French: no list, question left and blank right, numbered sections",
        (
            Tab(
                "Questions",
                [
                    ["Questionnaire fournisseur"],
                    ["I. Société"],
                    [Q("Quelle est votre activité principale ?"), A],
                    [Q("Combien de salariés compte votre société ?"), A],
                    ["II. Données"],
                    [Q("Où les données sont-elles hébergées ?"), A],
                    [Q("Combien de temps les conservez-vous ?"), A],
                    [Q("Faites-vous appel à des sous-traitants ?"), A],
                ],
                filled=("B3:B4", "B6:B8"),
            ),
        ),
    ),
    Zoo(
        "Spanish: si or no, observations, evidence, customer's column of validation",
        (
            Tab(
                "Cuestionario",
                [
                    head(
                        "N.º",
                        "Dominio",
                        "Pregunta",
                        "Respuesta (Sí/No/NA)",
                        "Observaciones",
                        "Evidencia",
                        "Validación del revisor",
                    ),
                    *[
                        [n, "Accesos", Q(t), pick("Sí", "No", "NA"), C, E, N()]
                        for n, t in enumerate(
                            (
                                "¿Se revisan los accesos cada seis meses?",
                                "¿Existe un procedimiento de altas y bajas?",
                                "¿Se utiliza doble factor para el acceso remoto?",
                                "Describa el proceso de gestión de contraseñas.",
                                "¿Se registran los accesos fallidos?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Portuguese: requirement, does it meet, comment of the supplier, weight",
        (
            Tab(
                "Requisitos",
                [
                    ["Edital 12 - Anexo técnico"],
                    [],
                    head("Item", "Requisito", "Obrigatório", "Atende?", "Comentário do fornecedor", "Peso"),
                    *[
                        [f"1.{n}", Q(t), "Sim", pick("Sim", "Não", "Parcial"), C, 2]
                        for n, t in enumerate(
                            (
                                "A solução deve permitir a exportação dos dados.",
                                "A solução deve registrar todas as alterações.",
                                "A solução deve suportar login único.",
                                "O fornecedor deve oferecer suporte em horário comercial.",
                                "A solução deve funcionar nos principais navegadores.",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Italian: question, answer, notes",
        (
            Tab(
                "Questionario",
                [
                    head("N.", "Ambito", "Domanda", "Risposta", "Note"),
                    *[
                        [n, "Accessi", Q(t), pick("Sì", "No", "Parziale"), C]
                        for n, t in enumerate(
                            (
                                "Viene tenuto un elenco degli accessi?",
                                "Gli accessi sono riesaminati ogni anno?",
                                "È previsto un secondo fattore per gli amministratori?",
                                "Descrivere come vengono chiuse le utenze.",
                                "Sono registrati i tentativi falliti?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Japanese: major and minor item merged, check point, result list, remarks, examiner's column",
        (
            Tab(
                "記入要領",
                [
                    ["記入要領"],
                    ["1. 黄色のセルに記入してください。"],
                    ["2. 回答は一覧から選択してください。"],
                    ["3. 不明な点は担当までお問い合わせください。"],
                ],
            ),
            Tab(
                "チェックシート",
                [
                    title("セキュリティチェックシート", "A:G"),
                    [],
                    head("No.", "大項目", "中項目", "チェック内容", "回答", "備考", "評価者記入欄"),
                    *[
                        [n, "組織" if n == 1 else None, "体制", Q(t), pick("○", "△", "×", "対象外"), C, N()]
                        for n, t in enumerate(
                            (
                                "情報セキュリティの責任者を定めているか。",
                                "規程を年に一度見直しているか。",
                                "従業員に教育を実施していること。",
                                "退職者のアカウントを速やかに削除していること。",
                                "委託先を定期的に確認しているか。",
                                "事故発生時の連絡体制があるか。",
                            ),
                            1,
                        )
                    ],
                ],
                merges=("B4:B9",),
            ),
        ),
    ),
    Zoo(
        "Japanese: no list, one blank column of implementation state and one of details",
        (
            Tab(
                "調査票",
                [
                    ["委託先調査票"],
                    [Q("会社名", debatable=True), S(optional=True)],
                    [Q("記入日", debatable=True), S(optional=True)],
                    [],
                    ["項番", "確認事項", "実施状況", "具体的な内容"],
                    *[
                        [f"{n}", Q(t), A, C]
                        for n, t in enumerate(
                            (
                                "サーバ室への入退室を記録している。",
                                "データを暗号化して保存している。",
                                "バックアップを毎日取得している。",
                                "脆弱性診断を年一回以上実施している。",
                                "アクセス権限を定期的に棚卸している。",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Chinese: category merged, control requirement, conforming or not, description, evidence",
        (
            Tab(
                "评估表",
                [
                    title("供应商信息安全评估表", "A:G"),
                    head("序号", "控制域", "评估项", "评估要求", "是否符合", "现状描述", "证明材料"),
                    *[
                        [
                            n,
                            "访问控制" if n == 1 else None,
                            "账号",
                            Q(t),
                            pick("符合", "部分符合", "不符合", "不适用"),
                            C,
                            E,
                        ]
                        for n, t in enumerate(
                            (
                                "应对账号进行统一管理，并定期清理。",
                                "应采用双因素认证方式登录重要系统。",
                                "应记录管理员的全部操作，并保存六个月以上。",
                                "应对离职人员的账号及时停用。",
                                "应限制远程访问的来源地址。",
                            ),
                            1,
                        )
                    ],
                ],
                merges=("B3:B7",),
            ),
        ),
    ),
    Zoo(
        "Chinese: plain questions with one answer column without list",
        (
            Tab(
                "Sheet1",
                [
                    ["编号", "安全问题", "供应商答复"],
                    *[
                        [n, Q(t), A]
                        for n, t in enumerate(
                            (
                                "贵公司是否设有信息安全负责人？",
                                "数据存放在哪些地区？",
                                "是否对员工进行背景调查？",
                                "请说明数据备份的频率。",
                                "是否有灾备方案？",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "English with a German translation beside it",
        (
            Tab(
                "Questions",
                [
                    head("ID", "Question (EN)", "Frage (DE)", "Answer / Antwort", "Comment / Kommentar"),
                    *[
                        [f"Q{n}", Q(e), Q(d, also=True), _JN, C]
                        for n, (e, d) in enumerate(
                            (
                                ("Is there a list of all servers?", "Gibt es eine Liste aller Server?"),
                                ("Are servers hardened before use?", "Werden Server vor dem Einsatz gehärtet?"),
                                ("Who may log in to servers?", "Wer darf sich an Servern anmelden?"),
                                ("Are logins recorded?", "Werden Anmeldungen aufgezeichnet?"),
                                ("How often are servers patched?", "Wie oft werden Server aktualisiert?"),
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Japanese with English below in the same cell, answers in two languages' options",
        (
            Tab(
                "Sheet",
                [
                    head("No", "質問 / Question", "回答 / Answer", "補足 / Remarks"),
                    *[
                        [n, Q(f"{j}\n{e}"), pick("はい Yes", "いいえ No", "該当なし N/A"), C]
                        for n, (j, e) in enumerate(
                            (
                                ("方針を定めていますか。", "Do you have a policy?"),
                                ("教育を行っていますか。", "Do you train your staff?"),
                                ("監査を受けていますか。", "Are you audited?"),
                                ("事故の記録がありますか。", "Do you keep a record of incidents?"),
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Dutch: topic, question, ja or nee, explanation",
        (
            Tab(
                "Vragenlijst",
                [
                    head("Nr", "Onderwerp", "Vraag", "Antwoord", "Toelichting", "Beoordeling (door opdrachtgever)"),
                    *[
                        [n, "Beheer", Q(t), pick("Ja", "Nee", "N.v.t."), C, N()]
                        for n, t in enumerate(
                            (
                                "Heeft u een beleid voor wachtwoorden?",
                                "Worden wijzigingen vooraf getest?",
                                "Is er een overzicht van alle systemen?",
                                "Hoe worden back-ups gecontroleerd?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Polish: headers of which only the questions are asked for",
        (
            Tab(
                "Ankieta",
                [
                    head("Lp.", "Pytanie", "Odpowiedź", "Uwagi"),
                    *[
                        [n, Q(t), pick("Tak", "Nie", "Nie dotyczy"), C]
                        for n, t in enumerate(
                            (
                                "Czy istnieje polityka haseł?",
                                "Czy pracownicy są szkoleni co roku?",
                                "Jak często wykonywane są kopie zapasowe?",
                                "Czy dane są szyfrowane na laptopach?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
    Zoo(
        "Swedish and Turkish: languages that are not known, without lists",
        (
            Tab(
                "Frågor",
                [
                    ["Nr", "Fråga", "Svar", "Kommentar"],
                    *[
                        [n, Q(t), A, C]
                        for n, t in enumerate(
                            (
                                "Finns det en policy för lösenord?",
                                "Har ni en förteckning över system?",
                                "Hur ofta tas säkerhetskopior?",
                                "Är bärbara datorer krypterade?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
            Tab(
                "Sorular",
                [
                    ["No", "Soru", "Yanıt", "Açıklama"],
                    *[
                        [n, Q(t), A, C]
                        for n, t in enumerate(
                            (
                                "Parola politikanız var mı?",
                                "Sistemlerin listesi tutuluyor mu?",
                                "Yedekler ne sıklıkla alınıyor?",
                                "Dizüstü bilgisayarlar şifreli mi?",
                            ),
                            1,
                        )
                    ],
                ],
            ),
        ),
    ),
]
