/** Words of songs that nobody wrote, by language; for tests. `spaced` is false where no spaces are written. */
export const LANGUAGES = {
  english: {
    spaced: true,
    words:
      'the and you me my we in of on to night river hold away morning window never falling silver road remember little home slowly burning water heart tomorrow light again under walking thunder mountain stay paper letters winter garden somebody calling',
  },
  french: {
    spaced: true,
    words:
      'le la et je tu nous dans sur encore demain jamais rivière fenêtre lumière chanson été pluie matin silence voyage cœur danse doucement maison route tomber ciel étoile mémoire toujours oublier lettre jardin hiver personne tonnerre',
  },
  russian: {
    spaced: true,
    words:
      'и в на я ты мы не ночь река держись окно утро дорога помни дом медленно вода сердце завтра свет снова гроза гора останься письмо зима сад никогда серебро тихо падает небо звезда песня',
  },
  arabic: {
    spaced: true,
    words:
      'في على أنا أنت نحن الليل النهر نافذة الصباح الطريق تذكر البيت ببطء الماء القلب غدا الضوء مرة الرعد الجبل ابق رسالة الشتاء حديقة أبدا فضة السماء نجمة أغنية',
  },
  korean: {
    spaced: true,
    words:
      '나는 너를 우리 밤에 강물이 창문을 아침 길을 기억해 집으로 천천히 물결 마음 내일 빛나는 다시 천둥 산을 머물러 편지 겨울 정원 절대 은빛 하늘 별이 노래',
  },
  japanese: {
    spaced: false,
    words:
      '夜 川 窓 朝 道 家 水 心 明日 光 また 雷 山 手紙 冬 庭 銀 空 星 歌 ゆっくり わすれない きみと ぼくの だから カメラ テレビ 海 風 夢',
  },
  chinese: {
    spaced: false,
    words:
      '夜晚 河流 窗户 早晨 道路 记得 回家 慢慢 水面 心里 明天 光芒 再次 雷声 高山 留下 信件 冬天 花园 从不 银色 天空 星星 歌声 你 我 他 们',
  },
} as const;

export type Language = keyof typeof LANGUAGES;
