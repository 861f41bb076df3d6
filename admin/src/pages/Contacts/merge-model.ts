import type { ContactView, MergePreview } from '../../../../server/src/contracts/contacts';

/** The two people and the one that they become. */
export const sides = ['keep', 'gone', 'result'] as const;
export type Side = (typeof sides)[number];

/** One field of a person as text; null = empty. */
export interface PersonField {
  readonly key: string;
  readonly label: string;
  readonly of: (person: ContactView) => string | null;
}

export interface MergeRow {
  readonly key: string;
  readonly label: string;
  readonly values: Readonly<Record<Side, string | null>>;
  /** Whose value the one person will not have. */
  readonly lost: Exclude<Side, 'result'> | null;
}

/** The people field by field; what is empty in both is left out. */
export const mergeRows = (preview: MergePreview, fields: readonly PersonField[]): MergeRow[] =>
  fields.flatMap(({ key, label, of }) => {
    const values = {
      keep: of(preview.keep),
      gone: of(preview.gone),
      result: of(preview.result),
    };
    if (values.keep === null && values.gone === null) return [];
    const isLost = (side: 'keep' | 'gone') =>
      values[side] !== null && values[side] !== values.result;
    const lost = isLost('gone') ? 'gone' : isLost('keep') ? 'keep' : null;
    return [{ key, label, values, lost }];
  });

/** What there is of in at least one of them. */
export const mergeCounts = ({ counts }: MergePreview): MergePreview['counts'] =>
  counts.filter(({ keep, gone }) => keep + gone > 0);

type Category = keyof ContactView['consent'];

/** Why the consent of a category comes out as it does. */
export type ConsentReason =
  /** Nothing to explain: both are alike, or only one is known. */
  | { readonly kind: 'plain' }
  /** Neither ledger says anything: a refusal of either counts. */
  | { readonly kind: 'stricter' }
  | { readonly kind: 'last'; readonly from: 'keep' | 'gone'; readonly at: number };

export const consentReason = (
  { keep, gone, result, consent }: MergePreview,
  category: Category
): ConsentReason => {
  const states = [keep, gone, result].map((person) => person.consent[category]);
  if (new Set(states).size === 1) return { kind: 'plain' };
  const last = consent.find((one) => one.category === category);
  if (last) return { kind: 'last', from: last.from, at: last.at };
  return { kind: result.consent[category] === 'out' ? 'stricter' : 'plain' };
};
