from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.option_forms import Meaning
from answers.questionnaire import Option
from answers.vocabulary import (
    Polarity,
    Unchosen,
    Vocabulary,
    WhyNot,
    choose,
    is_closed,
    meaning,
    option_for,
    ownership_option,
    polarity,
    vocabulary,
)
from knowledge.statement import Party, YesNo

YES, NO, PARTIAL = YesNo.YES, YesNo.NO, YesNo.PARTIAL


def options(*texts: str) -> tuple[Option, ...]:
    return tuple(Option(text, text) for text in texts)


def listed(texts: str) -> tuple[Option, ...]:
    return options(*texts.split(" | "))


def outcome(answer: YesNo, texts: str, asked: Polarity = Polarity.CONTROL) -> str | WhyNot:
    chosen = choose(answer, listed(texts), asked)
    return chosen.why if isinstance(chosen, Unchosen) else chosen.text


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Yes", Meaning.YES),
        ("Y", Meaning.YES),
        ("oui", Meaning.YES),
        ("はい", Meaning.YES),
        ("Not Implemented", Meaning.NO),
        ("non", Meaning.NO),
        ("N/A", Meaning.NOT_APPLICABLE),
        ("Partially implemented", Meaning.PARTIAL),
        ("In progress", Meaning.PLANNED),
        ("3", Meaning.UNKNOWN),
        ("X", Meaning.UNKNOWN),
        ("Ne", Meaning.UNKNOWN),
        ("Yes, for the most critical systems", Meaning.UNKNOWN),
    ],
)
def test_an_option_means_what_the_whole_of_it_says(text: str, means: Meaning) -> None:
    assert meaning(text) is means


@pytest.mark.parametrize(
    ("answer", "legal", "chosen"),
    [
        (YES, "Yes | No | NA", "Yes"),
        (NO, "Yes | No | NA", "No"),
        (YES, "Y | N", "Y"),
        (NO, "T | F", "F"),
        (PARTIAL, "Yes | No | Partially", "Partially"),
        (PARTIAL, "Yes | No", WhyNot.NO_SUCH_ANSWER),
        (NO, "Yes | N/A", WhyNot.NO_SUCH_ANSWER),
        (YES, "Implemented | Partially implemented | Not implemented", "Implemented"),
        (YES, "Implemented | Partially implemented | Planned | Not implemented | Not applicable", "Implemented"),
        (PARTIAL, "Compliant | Partially compliant | Non-compliant", "Partially compliant"),
        (YES, "In place | Not in place", "In place"),
        (YES, "Met | Not Met", "Met"),
        (YES, "Pass | Fail", "Pass"),
        (YES, "Satisfied | Other than satisfied", "Satisfied"),
        (YES, "Exists | Does not exist", "Exists"),
        (YES, "Fully supported | Not supported", "Fully supported"),
        (YES, "Available | Not available", "Available"),
        (YES, "Enabled | Disabled", "Enabled"),
        (YES, "Yes | yes | No", WhyNot.SEVERAL),
        (YES, "Yes | Yes - fully implemented | No", WhyNot.SEVERAL),
        (YES, "Implemented | Fully implemented | Not implemented", WhyNot.SEVERAL),
        (YES, "Yes, basic | Yes, most | No", WhyNot.QUALIFIED),
        (NO, "Yes, basic | Yes, most | No", "No"),
        (YES, "Yes | Yes, with exceptions | No", "Yes"),
        (YES, "Yes | Annually", "Yes"),
        (YES, "Yes | Yes, mostly | Unclear | Low | High", "Yes"),
        (YES, "SAST | DAST | Code review", WhyNot.OTHER),
        (YES, "SAST | DAST | All of the above", WhyNot.MULTI_SELECT),
        (YES, "X", WhyNot.MARK),
        (YES, "Implemented | Inherited | Planned", WhyNot.STATUS_PARTY),
    ],
)
def test_only_the_one_option_that_means_the_answer_is_chosen(answer: YesNo, legal: str, chosen: str | WhyNot) -> None:
    assert outcome(answer, legal) == chosen
    option = option_for(answer, listed(legal))
    assert (option.text if option else None) == (None if isinstance(chosen, WhyNot) else chosen)


DECORATED = (
    *("{}.", "1 - {}", "1. {}", "(a) {}", "A. {}", "B = {}", "{} (1)", "{} = 1", "{}*", "☐ {}", "○ {}", "[{}]", "“{}”"),
    *("{} (please describe)", "{} - please explain in the comments", "{}: provide details", "{}, please specify"),
    "{} (comment required)",
)


@pytest.mark.parametrize("decoration", DECORATED)
@pytest.mark.parametrize(("answer", "word"), [(YES, "Yes"), (NO, "NO"), (YES, "Oui")])
def test_what_only_decorates_an_option_does_not_change_it(answer: YesNo, word: str, decoration: str) -> None:
    option = decoration.format(word)
    rest = {"Yes": "No", "NO": "Yes", "Oui": "Non"}[word]
    assert outcome(answer, f"{option} | {rest} | N/A") == option


@pytest.mark.parametrize(
    "option", ["Yes - fully implemented", "YES ✓", "Y = Yes", "Oui/Yes", "Yes (Y)", "Yes, compliant"]
)
def test_what_says_yes_twice_is_a_yes(option: str) -> None:
    assert outcome(YES, f"{option} | No") == option


@pytest.mark.parametrize(
    "option",
    [
        *(
            "Yes, with exceptions",
            "Yes - planned",
            "Yes, annually",
            "Yes (tested)",
            "Yes - partially",
            "Yes/No",
            "Yes or No",
        ),
        *("Yes - not implemented", "Yes (attach a copy)", "Yes - 3", "Yes: 24", "Yes (100%)", "Yes, some", "N = Yes"),
        *(
            "Yes ✗",
            "Yes, see comments",
            "Yes if applicable",
            "Yes - by a third party",
            "Yes (N/A)",
            "Oui/No",
            "Yes (explained elsewhere)",
        ),
    ],
)
def test_what_says_more_than_yes_is_no_plain_yes(option: str) -> None:
    assert isinstance(outcome(YES, f"{option} | No"), WhyNot)
    assert not is_closed(options(option, "No"))


@pytest.mark.parametrize("option", ["No, but planned", "No - in progress", "No (compensating control)", "No / N/A"])
def test_what_says_more_than_no_is_no_plain_no(option: str) -> None:
    assert outcome(NO, f"Yes | {option}") is WhyNot.QUALIFIED


@pytest.mark.parametrize(
    "legal",
    [
        *("0 | 1 | 2 | 3 | 4 | 5", "1 | 2 | 3 | 4 | 5 | N/A", "0 | 1", "0% | 25% | 50% | 100%", "0 | 0.5 | 1"),
        *("Level 1 | Level 2 | Level 3", "Tier 1 | Tier 2", "CMM 1 | CMM 2 | CMM 3", "L0 | L1 | L2"),
        *("Initial | Repeatable | Defined | Managed | Optimized", "No | Initial | Defined | Managed"),
        *("0 - Non-existent | 1 - Initial | 2 - Repeatable", "0 (None) | 1 (Initial) | 2 (Managed)"),
        "0 - Not implemented | 1 - Planned | 2 - Partially implemented | 3 - Implemented",
        "Not implemented | Partially implemented | Largely implemented | Fully implemented",
        "Implemented (100%) | Partially implemented (50%) | Not implemented",
    ],
)
@pytest.mark.parametrize("answer", list(YesNo))
def test_a_maturity_score_is_never_guessed(answer: YesNo, legal: str) -> None:
    assert outcome(answer, legal) is WhyNot.MATURITY


def test_numbers_before_words_are_labels_where_the_list_is_no_scale() -> None:
    assert outcome(YES, "1 - Yes | 2 - No | 3 - N/A") == "1 - Yes"
    assert outcome(YES, "1 - Implemented | 2 - Partial | 3 - Not implemented | 4 - N/A") == "1 - Implemented"


@pytest.mark.parametrize(
    ("legal", "about", "why"),
    [
        ("Annually | Quarterly | Never", Vocabulary.FREQUENCY, WhyNot.FREQUENCY),
        ("Always | Sometimes | Never", Vocabulary.FREQUENCY, WhyNot.FREQUENCY),
        ("Nie | Selten | Immer", Vocabulary.FREQUENCY, WhyNot.FREQUENCY),
        ("Low | Medium | High", Vocabulary.GRADE, WhyNot.GRADE),
        ("Low risk | High risk | N/A", Vocabulary.GRADE, WhyNot.GRADE),
        ("Cloud | On premises", Vocabulary.OTHER, WhyNot.OTHER),
        ("Yes/No | N/A", Vocabulary.OTHER, WhyNot.OTHER),
    ],
)
@pytest.mark.parametrize("answer", list(YesNo))
def test_options_about_something_else_are_named_as_such(
    answer: YesNo, legal: str, about: Vocabulary, why: WhyNot
) -> None:
    assert vocabulary(listed(legal)) is about
    assert outcome(answer, legal) is why


STATUS_LISTS = (
    "Implemented | Partially implemented | Not implemented",
    "Compliant | Partial | Non-Compliant | N/A",
    "Conforme | Partiellement conforme | Non conforme",
    "Umgesetzt | Teilweise umgesetzt | Nicht umgesetzt",
    "符合 | 部分符合 | 不符合",
)


@pytest.mark.parametrize("legal", STATUS_LISTS)
def test_a_status_answers_only_a_yes_or_partly_about_a_control(legal: str) -> None:
    assert vocabulary(listed(legal)) is Vocabulary.STATUS
    met, partly, *_ = legal.split(" | ")
    assert outcome(YES, legal) == met
    assert outcome(PARTIAL, legal) == partly
    assert outcome(NO, legal) is WhyNot.STATUS_NO
    assert outcome(YES, legal, Polarity.UNSURE) is WhyNot.STATUS_POLARITY
    assert outcome(PARTIAL, legal, Polarity.UNSURE) is WhyNot.STATUS_POLARITY


def test_a_plain_yes_or_no_answers_whatever_the_polarity_but_not_one_that_adds_a_status() -> None:
    assert outcome(NO, "Yes | No", Polarity.UNSURE) == "No"
    assert outcome(YES, "Yes - implemented | No", Polarity.UNSURE) is WhyNot.STATUS_POLARITY


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Are backups encrypted?", Polarity.CONTROL),
        ("Are backups encrypted? (Yes/No)", Polarity.CONTROL),
        ("Are backups encrypted? If not, please explain.", Polarity.CONTROL),
        ("Are passwords stored in clear text?", Polarity.UNSURE),
        ("Are any backups stored unencrypted?", Polarity.UNSURE),
        ("Do you allow unencrypted backups without approval?", Polarity.UNSURE),
        ("Have you experienced a breach?", Polarity.UNSURE),
        ("Do administrators use shared accounts?", Polarity.UNSURE),
        ("Can your personnel read ledgers?", Polarity.UNSURE),
        ("Does the product rely on other companies?", Polarity.UNSURE),
        ("Do you process personal data?", Polarity.UNSURE),
    ],
)
def test_a_negating_word_or_something_unwanted_makes_the_polarity_unsure(question: str, asked: Polarity) -> None:
    assert polarity(question) is asked


LANGUAGES = (
    "Oui | Non | Partiellement | Sans objet | Prévu",
    "Ja | Nein | Teilweise | Nicht zutreffend | Geplant",
    "Sí | No | Parcial | No aplica | Planificado",
    "SIM | NÃO | Parcialmente | Não se aplica | Planejado",
    "Sì | No | Parzialmente | Non applicabile | Pianificato",
    "Ja | Nee | Gedeeltelijk | N.v.t. | Gepland",
    "Ja | Nej | Delvis | Ej tillämpligt | Planerad",
    "Ja | Nej | Delvist | Ikke relevant | Planlagt",
    "Ja | Nei | Delvis | Ikke aktuelt | Planlagt",
    "Kyllä | Ei | Osittain | Ei sovellu | Suunniteltu",
    "Tak | Nie | Częściowo | Nie dotyczy | Planowane",
    "Ano | Ne | Částečně | Není relevantní | Plánováno",
    "Igen | Nem | Részben | Nem alkalmazható | Tervezett",
    "Da | Nu | Parțial | Nu se aplică | Planificat",
    "EVET | HAYIR | Kısmen | Uygulanamaz | Planlandı",
    "Ναι | Όχι | Μερικώς | Δεν ισχύει | Προγραμματισμένο",
    "Да | Нет | Частично | Не применимо | Запланировано",
    "Так | Ні | Частково | Не застосовується | Заплановано",
    "نعم | لا | جزئيًا | لا ينطبق | مخطط له",
    "כן | לא | חלקי | לא רלוונטי | מתוכנן",
    "हाँ | नहीं | आंशिक | लागू नहीं | नियोजित",
    "是 | 否 | 部分 | 不适用 | 计划中",
    "是 | 否 | 部分 | 不適用 | 計劃中",
    "はい | いいえ | 一部 | 該当なし | 予定",
    "예 | 아니오 | 부분 | 해당 없음 | 계획",
    "Có | Không | Một phần | Không áp dụng | Có kế hoạch",
    "Ya | Tidak | Sebagian | Tidak berlaku | Direncanakan",
)


@pytest.mark.parametrize("legal", LANGUAGES)
def test_yes_no_and_partly_are_understood_in_other_languages(legal: str) -> None:
    yes, no, partly, not_applicable, planned = legal.split(" | ")
    assert is_closed(listed(legal))
    assert [outcome(answer, legal) for answer in (YES, NO, PARTIAL)] == [yes, no, partly]
    assert meaning(not_applicable) is Meaning.NOT_APPLICABLE
    assert meaning(planned) is Meaning.PLANNED


@pytest.mark.parametrize(
    ("legal", "yes", "no"),
    [
        ("Ano | Ne", "Ano", "Ne"),
        ("Da | Ne", "Da", "Ne"),
        ("Ne | Ochi", "Ne", "Ochi"),
        ("Ne | Aniyo", "Ne", "Aniyo"),
        ("Tak | Nie", "Tak", "Nie"),
        ("Ya | Tak", "Ya", "Tak"),
        ("Si | No", "Si", "No"),
        ("E | H", "E", "H"),
        ("K | E", "K", "E"),
        ("O | N", "O", "N"),
        ("J | N", "J", "N"),
        ("有 | 無", "有", "無"),
        ("○ | ×", "○", "×"),
        ("✓ | ✗", "✓", "✗"),
    ],
)
def test_an_ambiguous_word_is_read_by_its_partner(legal: str, yes: str, no: str) -> None:
    assert outcome(YES, legal) == yes
    assert outcome(NO, legal) == no


@pytest.mark.parametrize(
    "legal", ["Nai | Ne", "Ne | N/A", "Tak | N/A", "E | H | M | L", "A | S | N", "Co | NC", "Ne | Nei"]
)
def test_an_ambiguous_word_without_its_partner_stays_unknown(legal: str) -> None:
    assert isinstance(outcome(YES, legal), WhyNot)
    assert isinstance(outcome(NO, legal), WhyNot)


def test_an_option_keeps_its_typed_value() -> None:
    truth = (Option("TRUE", True), Option("FALSE", False))
    assert option_for(NO, truth) is truth[1]
    numbered = (Option("Yes", 1), Option("No", 0))
    assert option_for(YES, numbered) is numbered[0]


def test_a_truth_value_that_contradicts_its_text_is_not_chosen() -> None:
    assert option_for(YES, (Option("Yes", False), Option("No", True))) is None


@pytest.mark.parametrize(
    ("answer", "legal", "words"),
    [
        (YES, "1 | 2 | 3", "maturity scale, which are never guessed"),
        (YES, "Yes | YES | No", "“Yes” and “YES” each mean yes"),
        (YES, "Yes, annually | No", "no option is a plain yes; “Yes, annually” says more"),
        (PARTIAL, "Yes | No", "no option means partly"),
        (NO, "Implemented | Not implemented", "a no to the question does not settle"),
    ],
)
def test_the_reason_is_told_in_plain_words(answer: YesNo, legal: str, words: str) -> None:
    chosen = choose(answer, listed(legal))
    assert isinstance(chosen, Unchosen)
    assert words in chosen.text


def test_unknown_choices_are_named_as_such() -> None:
    chosen = choose(YES, ())
    assert isinstance(chosen, Unchosen)
    assert chosen.why is WhyNot.NO_OPTIONS


TRUTH = {
    YES: ("Yes", "Y", "TRUE", "Implemented", "Compliant", "Met", "Oui", "Ja", "Ano", "Ναι", "はい", "✓", "Da"),
    NO: ("No", "N", "FALSE", "Not implemented", "Non-compliant", "Non", "Nein", "Nu", "Όχι", "いいえ", "✗", "Nej"),
    PARTIAL: ("Partial", "Partially", "Partially implemented", "Partiellement", "Teilweise", "一部", "Delvis"),
    None: (
        *("N/A", "NA", "Not applicable", "Sans objet", "Nicht zutreffend", "該当なし", "Planned", "Unknown", "Select…"),
        *("0", "3", "5", "Level 2", "Managed", "Low", "Annually", "Never", "SAST", "X", "", "Both", "Other", "Ja/Nein"),
        *("Yes, annually", "No, but planned", "Yes - planned", "Yes (N/A)", "N/A (please explain)", "N = Yes", "50%"),
    ),
}
_TRUE = st.sampled_from([(answer, text) for answer, texts in TRUTH.items() for text in texts])
_AROUND = st.sampled_from(["{}", *DECORATED])


@given(
    answer=st.sampled_from(list(YesNo)),
    made=st.lists(st.tuples(_TRUE, _AROUND), max_size=6),
    asked=st.sampled_from(list(Polarity)),
)
def test_whatever_the_options_none_is_chosen_that_means_something_else(
    answer: YesNo, made: list[tuple[tuple[YesNo | None, str], str]], asked: Polarity
) -> None:
    legal = tuple(Option(around.format(text), place) for place, ((_, text), around) in enumerate(made))
    chosen = choose(answer, legal, asked)
    if isinstance(chosen, Option):
        assert [means for place, ((means, _), _) in enumerate(made) if place == chosen.value] == [answer]
    else:
        assert chosen.text


@given(st.lists(st.text(max_size=12), max_size=5), st.sampled_from(list(YesNo)))
def test_whatever_stands_in_a_cell_reading_it_does_not_fail(texts: list[str], answer: YesNo) -> None:
    chosen = choose(answer, options(*texts))
    assert isinstance(chosen, Unchosen) or chosen.text in texts


def test_a_scale_is_not_a_closed_question() -> None:
    assert is_closed(options("Yes", "No"))
    assert not is_closed(options("0", "1", "2", "3", "4", "5"))


@pytest.mark.parametrize(
    ("party", "chosen"),
    [
        (Party.OWN, "Vendor-owned"),
        (Party.PROVIDER, "3rd-party outsourced"),
        (Party.CUSTOMER, "Client-owned"),
        (Party.SHARED, "Shared vendor and client"),
    ],
)
def test_ownership_is_mapped_only_to_the_option_that_names_that_party(party: Party, chosen: str) -> None:
    legal = options(
        "Vendor-owned",
        "Client-owned",
        "3rd-party outsourced",
        "Shared vendor and client",
        "Shared vendor and 3rd-party",
    )
    option = ownership_option(party, legal)
    assert option is not None
    assert option.text == chosen
