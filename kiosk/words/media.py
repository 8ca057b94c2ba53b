"""The words of clips, of what plays while nobody is there, of hard words. Chinese source; see ``texts``."""

from dataclasses import dataclass

from kiosk.domain.library_learning import MediaKind


@dataclass(frozen=True, slots=True)
class MediaTexts:
    # on a lesson or a guide
    watch: str = "看视频"
    listen: str = "听一听"
    look: str = "看图片"
    # a clip
    crumb_video: str = "视频 · 字在下面"
    crumb_sound: str = "声音 · 字在下面"
    crumb_picture: str = "图片 · 字在下面"
    numbered: str = "第 {} 段，共 {} 段"
    play: str = "播放"
    pause: str = "先停一下"
    on: str = "接着放"
    again: str = "从头再放"
    volume: str = "声音大小"
    next: str = "下一段"
    getting: str = "正在打开，请等一下"
    silent: str = "现在没有声音，请看字"
    no_sound: str = "这一段没有声音，请看字"
    broken: str = "这一段现在放不了"
    broken_hint: str = "要说的话，前一页都写着"
    ended: str = "放完了"
    stopped: str = "停着，没有放"
    time: str = "{} / {}"
    minutes: str = "{}:{:02d}"
    # hard words
    terms: str = "这页里的词"
    terms_title: str = "这页里的词"
    terms_hint: str = "点一个，看它的意思"
    term_crumb: str = "词的意思"
    term_also: str = "也叫：{}"
    term_gone: str = "这个词现在没有了"
    joint: str = "、"

    def see(self, kind: MediaKind) -> str:
        """What leads to it."""
        return {"picture": self.look, "sound": self.listen, "video": self.watch}[kind]

    def crumb(self, kind: MediaKind) -> str:
        return {"picture": self.crumb_picture, "sound": self.crumb_sound, "video": self.crumb_video}[kind]
