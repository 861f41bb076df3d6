import type { TemplateDraft } from '../../../../../server/src/contracts/template-draft';
import { textAt, type Mark } from '../../../../../server/src/contracts/template-advice';

/** A piece of a draft's text, with its marked words apart. */
export interface Excerpt {
  field: string;
  parts: readonly { text: string; isMarked: boolean }[];
}

type Span = Pick<Mark, 'start' | 'end'>;

/** Without places that lie in each other, in their order. */
const apart = (spans: readonly Span[]): Span[] => {
  const kept: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (span.end <= span.start) continue;
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else kept.push({ ...span });
  }
  return kept;
};

const lineAt = (text: string, { start, end }: Span): Span => {
  const after = text.indexOf('\n', end);
  return {
    start: text.slice(0, start).lastIndexOf('\n') + 1,
    end: after < 0 ? text.length : after,
  };
};

const excerpt = (field: string, text: string, spans: readonly Span[]): Excerpt => {
  const parts: { text: string; isMarked: boolean }[] = [];
  const add = (piece: string, isMarked: boolean) => {
    if (piece !== '') parts.push({ text: piece, isMarked });
  };
  for (const line of apart(spans.map((span) => lineAt(text, span)))) {
    if (parts.length > 0) add(' … ', false);
    let at = line.start;
    const inLine = spans.filter(({ start, end }) => start >= line.start && end <= line.end);
    for (const { start, end } of inLine) {
      add(text.slice(at, start), false);
      add(text.slice(start, end), true);
      at = end;
    }
    add(text.slice(at, line.end), false);
  }
  return { field, parts };
};

/** The lines of the draft in which these places are. */
export const excerptsOf = (draft: TemplateDraft, marks: readonly Mark[]): Excerpt[] =>
  [...new Set(marks.map(({ field }) => field))].flatMap((field) => {
    const text = textAt(draft, field);
    const spans = apart(marks.filter((mark) => mark.field === field));
    return text === null || spans.length === 0 ? [] : [excerpt(field, text, spans)];
  });
