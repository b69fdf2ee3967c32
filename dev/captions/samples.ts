/** A line of lyrics in each script that captions are promised for, short and long. Written for these tests. */
export const SAMPLES = {
  Latin: [
    'Hold on, the night is ours',
    'Every light that we left on is a window in the dark, and it’s leading me home',
  ],
  Cyrillic: [
    'Держись, эта ночь — наша',
    'Каждый огонь, что оставлен в окне, ведёт меня домой сквозь тёмные улицы города',
  ],
  Greek: [
    'Κράτα, η νύχτα είναι δική μας',
    'Κάθε φως που αφήσαμε αναμμένο είναι ένα παράθυρο και με φέρνει πίσω στο σπίτι',
  ],
  Chinese: [
    '今夜属于我们，不要走',
    '我们留下的每一盏灯都是黑暗里的一扇窗，带着我慢慢地走回家去，听见你的声音',
  ],
  Japanese: [
    '今夜は僕らのものさ、行かないで',
    'つけたままのひとつひとつの灯りが、暗闇の窓になって、ぼくを家まで連れて行くよ',
  ],
  Korean: [
    '오늘 밤은 우리의 것, 가지 마',
    '우리가 켜 둔 모든 불빛은 어둠 속의 창문이 되어 나를 집으로 데려가네, 멀리서도',
  ],
  Arabic: ['لا ترحل، الليل لنا', 'كل ضوء تركناه مضاءً نافذة في الظلام، وهو يقودني إلى البيت مهما طال الطريق'],
  Hebrew: ['אל תלך, הלילה שלנו', 'כל אור שהשארנו דולק הוא חלון בחושך, והוא מוביל אותי הביתה גם מרחוק'],
  Thai: ['อย่าไปเลย คืนนี้เป็นของเรา', 'ทุกแสงไฟที่เราเปิดทิ้งไว้คือหน้าต่างในความมืดและมันพาฉันกลับบ้านเสมอ'],
  Devanagari: ['मत जाओ, यह रात हमारी है', 'हर रोशनी जो हमने जलती छोड़ी अँधेरे में एक खिड़की है और मुझे घर ले जाती है'],
} as const satisfies Record<string, readonly [string, string]>;
export type Script = keyof typeof SAMPLES;
