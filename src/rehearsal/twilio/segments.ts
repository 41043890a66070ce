/** The GSM 03.38 alphabet and its extension table. */
const gsm7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const gsm7Extension = new Set('\f^{}\\[~]|€');

/** How many SMS segments a text takes: 160/153 characters in GSM-7, 70/67 UTF-16 units when any other character occurs. */
export function segmentsOf(text: string): number {
  const characters = text.split('');
  if (!characters.every((character) => gsm7.has(character) || gsm7Extension.has(character))) {
    return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  }
  const units = text.length + characters.filter((character) => gsm7Extension.has(character)).length;
  return units <= 160 ? 1 : Math.ceil(units / 153);
}
