"""Synthetic people for simulators, demos and tests. Area 330199 is no county; no number is anybody's."""

from typing import Final

from kiosk.devices.idcard.documents import FOREVER, Document

SAMPLES: Final[dict[str, Document]] = {
    "resident": Document(
        "resident",
        name="测试甲",
        sex="男",
        nation="汉",
        birth="1949-12-31",
        address="示例省示例市测试区模拟路1号2幢301室",
        number="330199194912310012",
        authority="示例市公安局测试分局",
        valid_from="2020-01-01",
        valid_to=FOREVER,
    ),
    "full_width": Document(
        "resident",
        name="阿卜杜拉·测试买买提样本名字",
        sex="女",
        nation="维吾尔",
        birth="1949-12-31",
        address="示例自治区示例地区示例县测试乡" + "长" * 20,
        number="330199194912310020",
        authority="示例市公安局测试分局",
        valid_from="2020-01-01",
        valid_to="2040-01-01",
    ),
    "rare": Document(
        "resident",
        name="测㐂䶮\ue863",  # Extension A, and a private-use character as old card offices made them
        sex="女",
        nation="畲",
        birth="1987-06-05",
        address="示例省示例市测试区模拟村7号",
        number="330199198706050027",
        authority="示例市公安局测试分局",
        valid_from="2019-03-04",
        valid_to="2039-03-04",
    ),
    "hkmt": Document(
        "hkmt",
        name="测试乙",
        sex="女",
        birth="1949-12-31",
        address="示例省示例市测试区模拟路8号",
        number="810000194912310028",
        authority="示例市公安局",
        valid_from="2020-01-01",
        valid_to="2025-01-01",
        pass_number="H00000000",  # noqa: S106 - a travel pass, not a password
        issue_count="01",
    ),
    "foreign2017": Document(
        "foreign2017",
        name="测试丙",
        sex="男",
        birth="1949-12-31",
        number="XXX000000000000",
        authority="0000",
        valid_from="2020-01-01",
        valid_to="2030-01-01",
        english_name="SPECIMEN, TEST PERSON",
        nationality="XXX",
        version="01",
    ),
    "foreign2023": Document(
        "foreign2023",
        name="测试丁",
        sex="女",
        birth="1949-12-31",
        number="933999194912310029",
        valid_from="2024-01-01",
        valid_to="2034-01-01",
        english_name="SPECIMEN-LONGSURNAME-OF-THIRTYFIVE-EXTRA NAME",
        nationality="XXX",
        renewal_count="00",
        old_number_link="000",
    ),
}
"""By name, for the verb ``present``."""
