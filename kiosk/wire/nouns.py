"""Everyday nouns of two characters, to be read out on the telephone: how people compare what machines made.

256 of them, so that a word is one byte. Chosen so that no two sound alike even to somebody who tells neither
zh from z, n from l, f from h nor -ng from -n: at least two letters of their pinyin differ. The order is part
of the protocol (docs/protocol/enrolment.md).
"""

from typing import Final

_LIST: Final = """
苹果 香蕉 葡萄 柠檬 菠萝 樱桃 核桃 板栗 红枣 甘蔗 萝卜 土豆 番茄 大蒜 生姜 豆腐
面条 馒头 豆浆 牛奶 月饼 酱油 白糖 食盐 老虎 猴子 熊猫 山羊 骆驼 刺猬 斑马 海豚
乌龟 公鸡 白鹅 喜鹊 麻雀 老鹰 孔雀 鹦鹉 蝴蝶 蜜蜂 蜻蜓 蚂蚁 蜗牛 青蛙 螃蟹 龙虾
扇贝 珊瑚 鲤鱼 毛驴 骏马 小猫 黑狗 蚯蚓 蟋蟀 月亮 星星 雷电 大雪 冰雹 沙滩 海洋
河流 湖泊 瀑布 高山 森林 草原 沙漠 船桨 铁锚 缆绳 浮标 港口 桥梁 隧道 公路 汽车
飞机 火箭 风筝 气球 雨伞 手套 皮鞋 裙子 纽扣 拉链 腰带 眼镜 手表 戒指 耳环 项链
钥匙 背包 衣柜 书架 地毯 枕头 棉被 床单 台灯 毛巾 肥皂 牙刷 脸盆 扫帚 拖把 垃圾
砧板 铁锅 碗筷 茶壶 酒杯 暖瓶 冰箱 空调 电脑 键盘 火炉 蜡烛 插座 灯泡 铅笔 墨水
报纸 杂志 词典 信封 粉笔 算盘 医生 教师 农民 警察 司机 裁缝 木匠 士兵 邮差 律师
足球 象棋 围棋 二胡 钢琴 吉他 铜锣 唢呐 枇杷 蓝莓 芝麻 韭菜 竹笋 莲藕 冬瓜 苦瓜
香肠 烤鸭 蛋糕 饼干 果汁 咖啡 绿茶 开水 八角 味精 鳄鱼 袋鼠 野猪 蝙蝠 蜘蛛 牡蛎
夏天 黄昏 黄金 玻璃 木材 竹竿 丝绸 荷花 牡丹 玫瑰 菊花 杨柳 松树 邮局 银行 学校
工厂 商店 旅馆 法院 车站 广场 仓库 庙宇 宝塔 城墙 窗户 楼梯 屋顶 烟囱 田野 温室
堤坝 航标 婴儿 裁判 演员 作家 导游 渔夫 猎人 舞蹈 歌曲 戏剧 剪纸 鞭炮 春联 皮影
面具 帐篷 吊床 滑梯 秋千 拼图 陀螺 弹弓 喇叭 闹钟 日历 相册 鸟笼 药片 纱布 轮椅
拐杖 口罩 雨靴 草帽 领带 剃刀 牙膏 锅盖 蒸笼 饭盒 刀叉 米缸 煤炭 轮胎 船票 护照
"""
NOUNS: Final[tuple[str, ...]] = tuple(_LIST.split())
COUNT: Final = 6


def six_words(digest: bytes) -> str:
    """The words of the first six bytes, with a space between."""
    return " ".join(NOUNS[byte] for byte in digest[:COUNT])
