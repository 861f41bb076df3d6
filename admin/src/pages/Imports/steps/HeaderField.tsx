import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { rowWords } from '../model';
import type { Wizard } from '../useWizard';

const NONE = 'none';

/** Which row names the columns: found, and chosen here where a title or an export's own lines stand above it. */
export const HeaderField = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { format, header, top } = wizard.view;
  const { encoding, delimiter, hasHeader, skip = 0 } = format;
  const rows = top.length > skip ? top : [...top, header];
  const choose = (chosen: string) =>
    wizard.reformat(
      chosen === NONE
        ? { encoding, delimiter, hasHeader: false }
        : { encoding, delimiter, hasHeader: true, skip: Number(chosen) }
    );
  return (
    <Field.Root
      name="header"
      hint={skip > 0 ? t('imports.format.header.above', { n: skip }) : false}
    >
      <Field.Label>{t('imports.format.header')}</Field.Label>
      <SingleSelect
        value={hasHeader ? String(skip) : NONE}
        disabled={wizard.isSaving}
        onChange={(value) => choose(String(value))}
      >
        {rows.map((cells, i) => (
          <SingleSelectOption key={i} value={String(i)}>
            {/* The file's own words, in their direction; a long row is cut. */}
            <span dir="auto">
              {t('imports.format.header.row', { n: i + 1, text: rowWords(cells) })}
            </span>
          </SingleSelectOption>
        ))}
        <SingleSelectOption value={NONE}>{t('imports.format.header.none')}</SingleSelectOption>
      </SingleSelect>
      <Field.Hint />
    </Field.Root>
  );
};
