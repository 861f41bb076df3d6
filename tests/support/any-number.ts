const NUMBER = /\d(?:[\d,.]*\d)?/;
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/**
 * A pattern for sentences of the catalogue, with any number where they have one. Give each plural form that may be
 * shown: `anyNumber(en('groups.fill.do', { count: 1 }), en('groups.fill.do', { count: 2 }))`. Each number is a group.
 */
export const anyNumber = (...sentences: readonly string[]): RegExp =>
  new RegExp(
    sentences
      .map((one) =>
        one
          .split(NUMBER)
          .map((part) => part.replace(SPECIAL, '\\$&'))
          .join('(\\d(?:[\\d,.]*\\d)?)')
      )
      .join('|')
  );
