const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f)+$/u;

/** One to three emoji and nothing else are shown large. */
export const isFewEmoji = (text: string): boolean =>
  EMOJI.test(text) && [...new Intl.Segmenter().segment(text)].length <= 3;
