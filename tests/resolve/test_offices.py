"""Who is meant by an office or a role without a name."""

from __future__ import annotations

import pytest

from kawat.records import Name
from reading import Reader


@pytest.mark.parametrize(
    ("code", "text", "actor"),
    [
        # the role is in English in both languages
        ("en", "A senior US official left.", "USA/senior-official"),
        ("id", "Seorang pejabat senior AS pulang.", "USA/senior-official"),
        ("en", "A senior US administration official left.", "USA/senior-administration-official"),
        ("en", "A senior administration official of the US left.", "USA/senior-administration-official"),
        ("id", "Seorang pejabat senior pemerintahan AS pulang.", "USA/senior-administration-official"),
        ("id", "Seorang pejabat senior AS yang enggan disebut namanya pulang.", "USA/senior-official"),
        ("en", "A US defense official left.", "USA/defence-official"),
        ("id", "Seorang pejabat pertahanan AS pulang.", "USA/defence-official"),
        ("en", "A US intelligence official left.", "USA/intelligence-official"),
        ("id", "Seorang pejabat intelijen AS pulang.", "USA/intelligence-official"),
        ("id", "Seorang pejabat senior Kementerian Luar Negeri Rusia pulang.",
         "RUS/senior-foreign-ministry-official"),
        ("en", "A senior Russian foreign ministry official left.", "RUS/senior-foreign-ministry-official"),
        ("en", "A White House official left.", "USA/white-house-official"),
        ("en", "The German security adviser left.", "DEU/national-security-adviser"),
        ("id", "Penasihat keamanan Jerman pulang.", "DEU/national-security-adviser"),
        ("id", "Seorang pejabat Gedung Putih pulang.", "USA/white-house-official"),
        ("en", "Officials in Moscow stayed silent.", "RUS/official"),
        ("en", "Sources close to the Kremlin confirmed the plan.", "RUS/source"),
        ("id", "Sumber yang dekat dengan Kremlin membenarkan rencana itu.", "RUS/source"),
        ("en", "Two German government sources confirmed the plan.", "DEU/government-source"),
        ("id", "Dua sumber pemerintah Jerman membenarkan rencana itu.", "DEU/government-source"),
        ("en", "A French diplomatic source confirmed the plan.", "FRA/diplomatic-source"),
        ("id", "Sumber diplomatik Prancis membenarkan rencana itu.", "FRA/diplomatic-source"),
        ("en", "A senior NATO diplomat left.", "NATO/senior-diplomat"),
        ("id", "Seorang diplomat senior NATO pulang.", "NATO/senior-diplomat"),
        ("en", "A German source left.", "DEU/source"),
        ("en", "Residents of Kyiv fled.", "UKR/resident"),
        ("id", "Warga Kiev mengungsi.", "UKR/resident"),
        ("en", "US intelligence left.", "USA/intelligence"),
        ("id", "Intelijen AS pulang.", "USA/intelligence"),
        # for whom they act only the dateline says
        ("en", "WASHINGTON (Reuters) - A senior administration official left.",
         "USA/senior-administration-official"),
        ("en", "WASHINGTON, Jan 21 - A senior administration official left.",
         "USA/senior-administration-official"),
        ("id", "WASHINGTON DC, AS – Seorang pejabat senior pulang.", "USA/senior-official"),
    ],
)  # fmt: skip
def test_the_unnamed_are_their_role(read: Reader, code: str, text: str, actor: str) -> None:
    persons = [name.actor for name in read(code, text).all(Name) if name.sort == "person"]
    # '-nya' of 'enggan disebut namanya' is the same one
    assert set(persons) == {actor}


@pytest.mark.parametrize(
    ("code", "text", "words", "actor"),
    [
        ("en", "A senior US official left. The official closed the door.", "official", "USA/senior-official"),
        ("en", "A US defense official left. The US official closed the door.", "US official",
         "USA/defence-official"),
        ("id", "Seorang pejabat senior AS pulang. Pejabat itu menutup pintu.", "Pejabat",
         "USA/senior-official"),
        ("id", "Sumber pemerintah Jerman tiba. Sumber tersebut menutup pintu.", "Sumber tersebut",
         "DEU/government-source"),
        ("en", "A Sylvania spokesman came. Freedonia's spokesman, Otto Brand, came. The spokesman left.",
         "spokesman", "otto-brand"),
        ("id", "Juru bicara Freedonia Otto Brand tiba. Juru bicara itu pulang.", "Juru bicara", "otto-brand"),
        ("en", "Wira Lestari, the president of Freedonia, came. The leader left.", "leader", "wira-lestari"),
        ("id", "Presiden Freedonia Wira Lestari tiba. Pemimpin itu pulang.", "Pemimpin", "wira-lestari"),
        ("id", "Presiden Freedonia Wira Lestari tiba. Sang presiden pulang.", "presiden", "wira-lestari"),
        ("en", "The ambassador of Freedonia, Otto Brand, came. The diplomat left.", "diplomat", "otto-brand"),
        # of whoever speaks
        ("en", "Presidents Joe Biden and Vladimir Putin met. Sergey Lavrov said the president was satisfied.",
         "president", "vladimir-putin"),
        ("id", "Presiden Rusia Vladimir Putin bertemu Presiden AS Joe Biden. Lavrov berkata presiden puas.",
         "presiden", "vladimir-putin"),
        ("en", "Sergey Lavrov said the president was satisfied.", "president", "vladimir-putin"),
        # of whomever a pronoun means
        ("en", "Budi Santika left. His spokesman stayed.", "spokesman", "FRE/spokesperson"),
        ("id", "Budi Santika pulang. Juru bicaranya tinggal di sana.", "Juru bicaranya", "FRE/spokesperson"),
        # another's office
        ("en", "Sylvania's foreign minister, Anton Berg, came. The minister of Freedonia left.",
         "minister of Freedonia", "FRE/minister"),
        # the one named in full with that office once
        ("en", "Karel Moss came. The former prime minister left.", "prime minister", "karel-moss"),
        ("id", "Karel Moss tiba. Mantan perdana menteri itu pulang.", "perdana menteri", "karel-moss"),
        # introduced only further down
        ("en", "Sylvania's defence minister left. Defence Minister Otto Brand of Sylvania was tired.",
         "Sylvania's defence minister", "otto-brand"),
    ],
)  # fmt: skip
def test_an_office_is_the_one_of_whom_the_report_told(
    read: Reader, code: str, text: str, words: str, actor: str
) -> None:
    assert read(code, text).actors(words) == [actor]


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [
        ("en", "Freedonia's president came. Both presidents left.", "presidents"),
        ("id", "Presiden Freedonia tiba. Para presiden pulang.", "presiden"),
        ("id", "Presiden Freedonia tiba. Kedua presiden pulang.", "presiden"),
        ("en", "The former president left.", "president"),
        # another official, of whom the report does not say for whom
        ("en", "Kremlin aide Yuri Ushakov left. A senior official stayed. The official closed the door.",
         "official"),
    ],
)  # fmt: skip
def test_offices_that_stay_open(read: Reader, code: str, text: str, words: str) -> None:
    assert set(read(code, text).actors(words)) == {None}
