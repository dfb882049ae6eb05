/** What the demo's fictitious companies write, by language and kind. {braces} are filled in when a message is made. */
import { integerBetween, pick, type Random } from "../random.ts";

export type Kind = "otp" | "alert" | "marketing";

export interface Phrases {
  readonly otp: readonly string[];
  readonly alert: readonly string[];
  readonly marketing: readonly string[];
}

export const phrases = {
  en: {
    otp: [
      "{code} is your {brand} code. It expires in 5 minutes. Never share it.",
      "Your {brand} sign-in code: {code}",
      "{brand}: use {code} to confirm your payment of {amount} EUR.",
    ],
    alert: [
      "{brand}: parcel {order} arrives today between {hour}:00 and {hour}:45. Not at home? Reply NO.",
      "Card ending {four}: {amount} USD at {shop}. Not you? Call the number on your card.",
      "Reminder: appointment on {date} at {hour}:30. Reply C to confirm or X to cancel.",
      "{brand}: flight {flight} is now boarding at gate {gate}. The gate closes in 20 minutes.",
      "Planned work on {date}: power will be off in your street from {hour}:00 for about two hours. We are sorry for the trouble and will text you as soon as it is back. Your {brand} team",
    ],
    marketing: [
      "{brand} summer sale: 25% off everything until Sunday. Show code {order} at the till. STOP to opt out.",
      "We miss you! Here are 10 points from {brand}. Book a table for {hour}:00 tonight and dessert is on us.",
    ],
  },
  de: {
    otp: [
      "{brand}: Ihr Code lautet {code}. Geben Sie ihn niemals weiter.",
      "{code} ist Ihr Bestätigungscode für {brand}.",
    ],
    alert: [
      "{brand}: Ihr Paket {order} kommt heute gegen {hour}:00 Uhr. Möchten Sie einen Ablageort nennen? Antworten Sie mit A.",
      "Umsatz {amount} € mit Karte *{four} bei {shop}. Nicht von Ihnen? Bitte sofort sperren lassen.",
      "Erinnerung: Ihr Termin am {date} um {hour}:15 Uhr. Bitte bringen Sie Ihre Versichertenkarte mit.",
    ],
    marketing: [
      "Nur bis Sonntag: 20 % auf alle Fahrräder bei {brand}. Gutschein {order}. Abmelden mit STOP.",
      "Frühstück für zwei geht heute auf uns: zeigen Sie diese Nachricht bis {hour}:00 Uhr bei {brand} vor. Wir freuen uns auf Ihren Besuch! Abbestellen mit STOP.",
    ],
  },
  es: {
    otp: ["{brand}: tu código es {code}. No lo compartas con nadie.", "{code} es tu clave de acceso a {brand}."],
    alert: [
      "{brand}: tu pedido {order} sale hoy y llega antes de las {hour}:00. ¿Cambios? Responde 1.",
      "Compra de {amount} EUR con la tarjeta *{four} en {shop}. Si no has sido tú, llámanos.",
    ],
    marketing: ["¡Vuelve el mes del café en {brand}! Dos por uno hasta el {date}. Baja: responde BAJA."],
  },
  fr: {
    otp: ["Votre code {brand} : {code}. Valable 5 minutes.", "{code} est votre code de connexion {brand}"],
    alert: [
      "{brand} : votre colis {order} sera livré aujourd'hui vers {hour}h. Absent ? Répondez 2.",
      "Rappel : rendez-vous le {date} à {hour}h30. Répondez OK pour confirmer.",
    ],
    marketing: ["Vente privée {brand} : -30 % jusqu'à dimanche avec le code {order}. STOP au même numéro."],
  },
  it: {
    otp: ["{brand}: il tuo codice è {code}. Non comunicarlo a nessuno."],
    alert: [
      "{brand}: il pacco {order} è in consegna oggi entro le {hour}:00.",
      "Pagamento di {amount} EUR con carta *{four} presso {shop}. Non sei tu? Chiamaci subito.",
    ],
    marketing: [
      "Solo oggi da {brand}: spedizione gratuita e 15% di sconto con {order}. Per non ricevere altri SMS rispondi STOP.",
    ],
  },
  pt: {
    otp: ["{brand}: o seu código é {code}. Não o partilhe."],
    alert: [
      "{brand}: a encomenda {order} chega hoje até às {hour}:00.",
      "Compra de {amount} no cartão final {four} em {shop}. Não reconhece? Ligue já.",
    ],
    marketing: ["Só esta semana na {brand}: leve 3, pague 2. Código {order}. Para sair responda SAIR."],
  },
  pl: {
    otp: ["{brand}: Twój kod to {code}. Nikomu go nie podawaj.", "Kod logowania {brand}: {code}"],
    alert: [
      "{brand}: paczka {order} czeka w automacie. Kod odbioru {four}. Odbierz do {date}.",
      "Płatność {amount} zł kartą *{four} w {shop}.",
    ],
    marketing: ["Święto książki w {brand}! -20% na wszystko z kodem {order}. Wypisz się: STOP"],
  },
  tr: {
    otp: ["{brand}: giriş şifreniz {code}. Kimseyle paylaşmayın.", "{code} doğrulama kodunuzdur. {brand}"],
    alert: [
      "{brand}: {order} numaralı siparişiniz yola çıktı, bugün {hour}:00 civarında teslim edilecek.",
      "{four} ile biten kartınızdan {shop} mağazasında {amount} TL harcama yapıldı.",
    ],
    marketing: ["Hafta sonuna özel %25 indirim {brand} mağazalarında! Kod: {order}. İptal için RET yazın."],
  },
  ru: {
    otp: ["{brand}: код {code}. Никому его не сообщайте.", "Ваш код входа: {code}"],
    alert: [
      "{brand}: заказ {order} приедет сегодня до {hour}:00. Курьер позвонит за час.",
      "Карта *{four}: покупка {amount} ₽, {shop}. Не вы? Позвоните нам.",
    ],
    marketing: ["Скидка 20% в {brand} до воскресенья по коду {order}. Отказ от рассылки: СТОП"],
  },
  uk: {
    otp: ["{brand}: ваш код {code}. Нікому його не повідомляйте."],
    alert: ["{brand}: посилка {order} чекає на вас до {date}. Відділення працює до {hour}:00."],
    marketing: ["Щедрий тиждень у {brand}: знижка 15% з кодом {order}. Відмова: СТОП"],
  },
  el: {
    otp: ["{brand}: ο κωδικός σας είναι {code}. Μην τον δώσετε σε κανέναν.", "{brand}: ΚΩΔΙΚΟΣ {code}"],
    alert: ["{brand}: η παραγγελία {order} φτάνει σήμερα έως τις {hour}:00."],
    marketing: ["Μόνο σήμερα στο {brand}: -30% με τον κωδικό {order}. Διαγραφή: STOP"],
  },
  ar: {
    otp: ["{brand}: رمز التحقق الخاص بك هو {code}. لا تشاركه مع أحد.", "رمز الدخول: {code}"],
    alert: [
      "{brand}: شحنتك رقم {order} ستصل اليوم قبل الساعة {hour}:00.",
      "تمت عملية شراء بمبلغ {amount} بالبطاقة المنتهية بـ {four} لدى {shop}.",
    ],
    marketing: ["خصم 25% على جميع المنتجات في {brand} حتى يوم الأحد. استخدم الرمز {order}. لإلغاء الاشتراك أرسل STOP"],
  },
  hi: {
    otp: ["{brand}: आपका ओटीपी {code} है। इसे किसी से साझा न करें।"],
    alert: [
      "{brand}: आपका ऑर्डर {order} आज {hour}:00 बजे तक पहुँच जाएगा।",
      "कार्ड *{four} से ₹{amount} का भुगतान {shop} पर हुआ।",
    ],
    marketing: ["दिवाली धमाका! {brand} पर 30% की छूट, कोड {order}. बंद करने के लिए STOP भेजें।"],
  },
  zh: {
    otp: ["【{brand}】您的验证码是{code},五分钟内有效,请勿告诉他人。", "【{brand}】登录验证码:{code}"],
    alert: [
      "【{brand}】您的包裹{order}已到达,请于{date}前凭取件码{four}领取。",
      "【{brand}】您尾号{four}的卡消费{amount}元。",
    ],
    marketing: ["【{brand}】周末全场八折,凭码{order}到店使用。退订回T"],
  },
  ja: {
    otp: ["【{brand}】認証コード:{code}。他人に教えないでください。"],
    alert: [
      "【{brand}】お荷物{order}は本日{hour}時ごろお届け予定です。",
      "{date} {hour}時にご予約いただいております。お待ちしております。{brand}",
    ],
    marketing: ["【{brand}】今週末限定20%オフ。クーポン{order}をレジでご提示ください。"],
  },
} as const satisfies Record<string, Phrases>;

export type Language = keyof typeof phrases;

/** Short answers people send back, for incoming messages. */
const replies = [
  "STOP",
  "YES",
  "no",
  "C",
  "INFO",
  "Stop please",
  "1",
  "JA",
  "Danke!",
  "hours?",
  "سلام",
  "БАЛАНС",
  "好的",
] as const;

const shops = ["Kiosk 12", "Blue Door Books", "Station Bakery", "Green Cart", "Harbour Fuel"] as const;

/** What a handset writes to one of our numbers. */
export function drawReply(random: Random): string {
  return pick(random, replies);
}

/** One message of that kind and language, its placeholders filled. */
export function drawText(language: Language, kind: Kind, brand: string, random: Random): string {
  const list: readonly string[] = phrases[language][kind];
  return pick(random, list).replace(/\{(\w+)\}/g, (_, field: string) => fill(field, brand, random));
}

function fill(field: string, brand: string, random: Random): string {
  switch (field) {
    case "brand":
      return brand;
    case "code":
      return String(integerBetween(random, 100_000, 999_999));
    case "amount":
      return `${integerBetween(random, 3, 480)}.${String(integerBetween(random, 0, 99)).padStart(2, "0")}`;
    case "order":
      return `${pick(random, ["A", "K", "M", "R", "T"])}${integerBetween(random, 10_000, 99_999)}`;
    case "four":
      return String(integerBetween(random, 1_000, 9_999));
    case "hour":
      return String(integerBetween(random, 9, 20));
    case "date":
      return `${integerBetween(random, 1, 28)}.${integerBetween(random, 1, 12)}.`;
    case "flight":
      return `QX${integerBetween(random, 100, 999)}`;
    case "gate":
      return `${pick(random, ["A", "B", "C"])}${integerBetween(random, 1, 40)}`;
    case "shop":
      return pick(random, shops);
    default:
      throw new Error(`A phrase has the unknown placeholder {${field}}`);
  }
}
