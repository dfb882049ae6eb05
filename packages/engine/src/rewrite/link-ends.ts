/** Last parts of names, without their dot, by which a name with nothing after it is taken for a link. */
const ends = [
  "com net org info biz edu gov mil int mobi name pro tel jobs travel aero coop asia cat eu",
  "app dev page web site website online xyz top shop store club live life link click fun icu vip win bid loan cash",
  "credit money finance bank games game bet casino poker news blog cloud digital media agency company group solutions",
  "services support systems email chat social work world today space tech technology zone one plus best buzz cyou sbs",
  "rest quest lol bar city center network team tools video events express delivery care health doctor clinic energy",
  // Europe and its neighbours.
  "ad al am at az ba be bg by ch cy cz de dk ee es fi fo fr ge gg gi gr hr hu ie im is it je li lt lu lv mc md me mk mt",
  "nl no pl pt ro rs ru se si sk sm st su tr ua uk va",
  // Asia and Oceania.
  "ae af bd bh bn bt cc cn fj fm hk id il in iq ir jo jp kg kh kr kw kz la lb lk mm mn mo mv my nc np nu nz om pf pg ph",
  "pk pw qa sa sg sy th tj tk tl tm to tv tw uz vn vu ws ye au",
  // Africa and America.
  "ac ao bf bi bj bw cd cf cg ci cm cv dj dz eg er et ga gh gm gn gq ke km lr ls ly ma mg ml mr mu mw mz na ne ng re rw",
  "sc sd sh sl sn so sz td tg tn tz ug za zm zw ag ai ar aw bb bm bo br bs bz ca cl co cr cu do ec gd gl gt gy hn ht io",
  "jm ky mx ni pa pe pr py sr sv tc tt us uy vc ve vg vi",
  // Of other scripts.
  "рф рус москва онлайн сайт орг ком дети укр бел қаз срб бг мкд ελ ευ հայ გე ایران پاکستان السعودية امارات مصر الاردن",
  "قطر المغرب عمان تونس شبكة موقع كوم سورية العراق فلسطين 中国 中國 公司 网络 台灣 台湾 香港 新加坡 한국 भारत বাংলা ไทย",
];

export const knownEnds: ReadonlySet<string> = new Set(ends.flatMap((line) => line.split(" ")));
