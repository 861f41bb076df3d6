import path from 'node:path';
import { formatOfCell, PLAIN, type CellFormat } from '../domain/sheet-values';
import type { Archive } from './archive';
import { LIMITS, notWorkbook, workbookDamaged } from './limits';
import { readAll } from './xml';

/** What a workbook says about itself before its cells. */
export interface Workbook {
  /** Sheets that are shown, in their order. */
  sheets: { name: string; part: string }[];
  is1904: boolean;
  /** Formats by the number that cells name. */
  formats: CellFormat[];
  /** Part of the texts that cells share. */
  texts: string | null;
}

interface Relation {
  type: string;
  part: string;
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

const bounded = <T>(list: T[], one: T): void => {
  if (list.length >= LIMITS.notes) throw workbookDamaged('it has more styles than a workbook can');
  list.push(one);
};

/** The relations of a part: of `xl/workbook.xml` in `xl/_rels/workbook.xml.rels`, of the package itself ('') in `_rels/.rels`. */
const relationsOf = async (archive: Archive, part: string): Promise<Map<string, Relation>> => {
  const folder = path.posix.dirname(part);
  const file = path.posix.join(folder, '_rels', `${path.posix.basename(part)}.rels`);
  const found = new Map<string, Relation>();
  await readAll(archive.read(file), {
    open: (name, attribute) => {
      const target = attribute('Target');
      if (name !== 'Relationship' || !target || attribute('TargetMode') === 'External') return;
      if (found.size >= LIMITS.notes) throw workbookDamaged('it has too many relations');
      found.set(attribute('Id') ?? '', {
        type: path.posix.basename(attribute('Type') ?? ''),
        part: target.startsWith('/') ? target.slice(1) : path.posix.join(folder, target),
      });
    },
  });
  return found;
};

const ofType = (relations: Map<string, Relation>, type: string): string | null =>
  [...relations.values()].find((one) => one.type === type)?.part ?? null;

const formatsOf = async (archive: Archive, part: string): Promise<CellFormat[]> => {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let isCells = false;
  await readAll(archive.read(part), {
    open: (name, attribute) => {
      if (name === 'cellXfs') isCells = true;
      else if (name === 'xf' && isCells) bounded(ids, Number(attribute('numFmtId') ?? 0));
      else if (name === 'numFmt' && codes.size < LIMITS.notes)
        codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
    },
    close: (name) => {
      if (name === 'cellXfs') isCells = false;
    },
  });
  const known = new Map<number, CellFormat>();
  return ids.map((id) => {
    const format = known.get(id) ?? formatOfCell(id, codes.get(id));
    known.set(id, format);
    return format;
  });
};

/** Format of a cell by its style; one that is not there is plain. */
export const formatAt = ({ formats }: Workbook, style: string | undefined): CellFormat =>
  (style === undefined ? undefined : formats[Number(style)]) ?? PLAIN;

/** Reads which sheets there are and how their cells are written. Throws `file-not-workbook`. */
export const readWorkbook = async (archive: Archive): Promise<Workbook> => {
  if (!archive.has('_rels/.rels')) throw notWorkbook();
  const main = ofType(await relationsOf(archive, ''), 'officeDocument');
  if (main === null || !archive.has(main)) throw notWorkbook();
  const sheets: { name: string; id: string }[] = [];
  let isWorkbook = false;
  let is1904 = false;
  await readAll(archive.read(main), {
    open: (name, attribute) => {
      if (name === 'workbook') isWorkbook = true;
      else if (name === 'workbookPr') is1904 = isOn(attribute('date1904'));
      else if (name === 'sheet' && (attribute('state') ?? 'visible') === 'visible')
        bounded(sheets, { name: attribute('name') ?? '', id: attribute('id') ?? '' });
    },
  });
  if (!isWorkbook) throw notWorkbook();
  const relations = await relationsOf(archive, main);
  const styles = ofType(relations, 'styles');
  const texts = ofType(relations, 'sharedStrings');
  return {
    is1904,
    sheets: sheets.flatMap(({ name, id }) => {
      const relation = relations.get(id);
      return relation?.type === 'worksheet' ? [{ name, part: relation.part }] : [];
    }),
    formats: styles !== null && archive.has(styles) ? await formatsOf(archive, styles) : [],
    texts: texts !== null && archive.has(texts) ? texts : null,
  };
};
