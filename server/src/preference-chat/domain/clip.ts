/** At most `max` UTF-16 units, as WhatsApp counts them, on one line; what is cut off ends with an ellipsis. */
export const clip = (text: string, max: number): string => {
  const line = text.replace(/\s+/gu, ' ').trim();
  if (line.length <= max) return line;
  let kept = '';
  for (const char of line) {
    if (kept.length + char.length > max - 1) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
};
