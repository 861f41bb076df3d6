import { sha256Hex } from '../../kernel/hash';
import { htmlText } from '../../kernel/html-page';
import { stableStringify } from '../../kernel/json';
import { paperWords, type PaperLanguage, type PaperWords } from './words';

/** A line of the ledger as it leaves the house. */
export interface ProofRow {
  id: number;
  at: string;
  category: 'marketing' | 'utility' | 'tracking' | 'position' | 'profile' | 'move';
  /** `lifted`: took back a stop that was made inside WhatsApp. `not-theirs`: the entry that said yes is somebody else's. */
  action: 'opt-in' | 'opt-out' | 'lifted' | 'not-theirs';
  source: string;
  /** The sentence that the person saw, and which version of it: the first 12 digits of its hash. */
  wording: string | null;
  wordingVersion: string | null;
  evidence: string | null;
  /** The message that said it. */
  messageId: string | null;
  /** Who wrote it down; null = the person did it themselves. */
  actor: string | null;
}

/** A message that went because an entry carried consent for it (O-33): which entry, and what people agree to with one. */
export interface CarriedProof {
  id: number;
  at: string;
  type: string;
  /** Document id; null: it was forgotten. */
  entry: string | null;
  wording: { en: string; tr: string };
  wordingVersion: number;
  /** Of a conversation, or of a campaign's recipient. */
  message: { kind: 'message' | 'recipient'; id: number };
}

export interface Proof {
  person: { id: number; name: string; address: string };
  madeAt: string;
  madeBy: string;
  rows: ProofRow[];
  carried: CarriedProof[];
  sha256: string;
}

interface LedgerRow extends Omit<ProofRow, 'at' | 'wordingVersion' | 'messageId'> {
  at: number;
  wamid: string | null;
}

const VERSION_DIGITS = 12;

/** Equal sentences are one version: anyone who has the sentence can tell which it was. */
export const wordingVersion = (wording: string | null): string | null =>
  wording === null ? null : sha256Hex(wording).slice(0, VERSION_DIGITS);

export const proofRow = (row: LedgerRow): ProofRow => ({
  id: row.id,
  at: new Date(row.at).toISOString(),
  category: row.category,
  action: row.action,
  source: row.source,
  wording: row.wording,
  wordingVersion: wordingVersion(row.wording),
  evidence: row.evidence,
  messageId: row.wamid,
  actor: row.actor,
});

interface CarriedRow {
  id: number;
  at: number;
  uid: string;
  entryDocument: string | null;
  version: number;
  ownerKind: 'm' | 'r';
  ownerId: number;
  texts: { en: string; tr: string };
}

export const carriedProof = (row: CarriedRow): CarriedProof => ({
  id: row.id,
  at: new Date(row.at).toISOString(),
  type: row.uid,
  entry: row.entryDocument,
  wording: row.texts,
  wordingVersion: row.version,
  message: { kind: row.ownerKind === 'm' ? 'message' : 'recipient', id: row.ownerId },
});

/** Changes with any change of any row. */
export const hashOfRows = (rows: readonly (ProofRow | CarriedProof)[]): string =>
  sha256Hex(rows.map(stableStringify).join('\n'));

const STYLE = `
@page { margin: 16mm; }
body { margin: 24px; color: #212134; background: #fff; font: 14px/1.45 system-ui, sans-serif; }
h1 { margin: 0 0 8px; font-size: 22px; } h2 { margin: 24px 0 8px; font-size: 17px; } p { margin: 0 0 12px; }
table { width: 100%; border-collapse: collapse; margin: 16px 0; } th, td { padding: 6px 8px; border: 1px solid #c0c0cf; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
tr { break-inside: avoid; } code { overflow-wrap: anywhere; } small { color: #5c5c77; }
`;

/** How the source of an opt-in form begins; its slug follows. */
const FORM = 'form:';

/** Only the page says it in words: the rows, which are hashed, keep what the ledger has. */
const sourceIn = (source: string, { sources, form }: PaperWords): string =>
  source.startsWith(FORM) ? form(source.slice(FORM.length)) : (sources.get(source) ?? source);

const cells = (row: ProofRow, words: PaperWords): string[] => [
  htmlText(row.at.replace('T', ' ').slice(0, 19)),
  htmlText(`${words.action[row.action]}: ${words.category[row.category]}`),
  htmlText(sourceIn(row.source, words)),
  row.wording
    ? `${htmlText(row.wording)}<br><small>${htmlText(`${words.version} ${row.wordingVersion ?? ''}`)}</small>`
    : '–',
  htmlText([row.evidence, row.messageId].filter(Boolean).join('\n') || '–'),
  htmlText(row.actor ?? words.themselves),
];

const carriedCells = (row: CarriedProof, language: PaperLanguage): string[] => {
  const words = paperWords[language];
  const { kind, id } = row.message;
  return [
    htmlText(row.at.replace('T', ' ').slice(0, 19)),
    htmlText([row.type, row.entry].filter(Boolean).join(' ')),
    `${htmlText(row.wording[language])}<br><small>${htmlText(`${words.version} ${row.wordingVersion}`)}</small>`,
    htmlText(`${words.carried[kind]} ${id}`),
  ];
};

const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${htmlText(head)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td dir="auto">${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;

/** What entries carried; nothing where they carried nothing. */
const carriedPart = ({ carried }: Proof, language: PaperLanguage): string => {
  const { columns, carried: words } = paperWords[language];
  if (carried.length === 0) return '';
  const heads = [columns.at, words.entry, columns.wording, words.message];
  const rows = carried.map((row) => carriedCells(row, language));
  return `<h2>${htmlText(words.title)}</h2><p>${htmlText(words.hint)}</p>${tableOf(heads, rows)}`;
};

/** The same as a page to print. It runs and loads nothing. */
export const proofPage = (proof: Proof, language: PaperLanguage): string => {
  const words = paperWords[language];
  const { columns } = words;
  const heads = [
    columns.at,
    columns.what,
    columns.source,
    columns.wording,
    columns.evidence,
    columns.actor,
  ];
  const table = tableOf(
    heads,
    proof.rows.map((row) => cells(row, words))
  );
  const { id, name, address } = proof.person;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>${htmlText(`${words.title} #${id}`)}</title><style>${STYLE}</style></head>
<body><h1>${htmlText(words.title)}</h1>
<p>${htmlText(words.person)}: <strong dir="auto">${htmlText(name)}</strong> · ${htmlText(address)} · #${id}<br>${htmlText(words.made(proof.madeAt.replace('T', ' ').slice(0, 19), proof.madeBy))}</p>
${proof.rows.length === 0 ? `<p>${htmlText(words.none)}</p>` : table}
${carriedPart(proof, language)}
<p>${htmlText(words.hash)}: <code>${proof.sha256}</code><br><small>${htmlText(words.hashHint)}</small></p>
</body></html>`;
};
