import { TEXT_VARIABLES, placesOf } from '../../../../server/src/contracts/text-variables';
import type { Translate } from '../useT';

type Piece = { readonly text: string } | { readonly name: string };

/** A stored text, parted at its variables. */
export const piecesOf = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let read = 0;
  for (const { name, from, to } of placesOf(text)) {
    if (from > read) pieces.push({ text: text.slice(read, from) });
    pieces.push({ name });
    read = to;
  }
  if (read < text.length) pieces.push({ text: text.slice(read) });
  return pieces;
};

/** The end of a path is all that is known of a field whose label is not: of a type that is linked no more. */
const endOf = (name: string): string => name.split('.').at(-1) ?? name;

/** What a variable is called: "First name"; of one that is not ours its own name. */
export const variableLabel = (t: Translate, name: string): string => {
  const own = TEXT_VARIABLES.find((one) => one === name);
  return own ? t(`shell.variable.${own}`) : endOf(name);
};
