import {
  Box,
  Field,
  Flex,
  Grid,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import { hasIdentity } from '../../../../../server/src/contracts/imports';
import { Notice } from '../../../shared/Notice';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import {
  delimiters,
  encodings,
  fields,
  offeredTargets,
  unusedConsent,
  withTarget,
  type ColumnTarget,
} from '../model';
import type { Wizard } from '../useWizard';
import { ConsentQuestion } from './ConsentQuestion';
import { DateOrderField } from './DateOrderField';
import { HeaderField } from './HeaderField';
import { NumberMarkField } from './NumberMarkField';
import { SensitiveReason, useTargetLabel } from './SensitiveReason';

const NOTHING = '-';

interface FileColumn {
  index: number;
  name: string;
  sample: string[];
  target: ColumnTarget;
}

/** Which sheet of a workbook it is: how its letters are written is settled. */
const SheetFields = ({ wizard, sheet }: { wizard: Wizard; sheet: string }) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={3} maxWidth="36rem">
      <Box data-testid="import-sheet">
        <Typography fontWeight="bold">{t('imports.format.sheet', { sheet })}</Typography>
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('imports.format.sheet.hint')}
        </Typography>
      </Box>
      <HeaderField wizard={wizard} />
    </Flex>
  );
};

const FormatFields = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const { format } = wizard.view;
  const pick = <T extends string>(all: readonly T[], value: unknown): T | undefined =>
    all.find((one) => one === value);
  return (
    <Grid.Root gap={4}>
      <Grid.Item col={3} s={6} xs={12} direction="column" alignItems="stretch">
        <Field.Root name="encoding">
          <Field.Label>{t('imports.format.encoding')}</Field.Label>
          <SingleSelect
            value={format.encoding}
            disabled={wizard.isSaving}
            onChange={(value) => {
              const encoding = pick(encodings, value);
              if (encoding) wizard.reformat({ ...format, encoding });
            }}
          >
            {encodings.map((one) => (
              <SingleSelectOption key={one} value={one}>
                {t(`imports.encoding.${one}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Grid.Item>
      <Grid.Item col={3} s={6} xs={12} direction="column" alignItems="stretch">
        <Field.Root name="delimiter">
          <Field.Label>{t('imports.format.delimiter')}</Field.Label>
          <SingleSelect
            value={format.delimiter}
            disabled={wizard.isSaving}
            onChange={(value) => {
              const delimiter = pick(delimiters, value);
              // Another sign makes other rows: the header is found again.
              const { encoding, hasHeader } = format;
              if (delimiter) wizard.reformat({ encoding, hasHeader, delimiter });
            }}
          >
            {delimiters.map((one) => (
              <SingleSelectOption key={one} value={one}>
                {t(
                  `imports.delimiter.${one === '\t' ? 'tab' : one === '|' ? 'bar' : one === ';' ? 'semicolon' : 'comma'}`
                )}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Grid.Item>
      <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch">
        <HeaderField wizard={wizard} />
      </Grid.Item>
    </Grid.Root>
  );
};

const TargetSelect = ({ wizard, column }: { wizard: Wizard; column: FileColumn }) => {
  const t = useT();
  const label = useTargetLabel();
  const { can } = useCan();
  const maySensitive = can.contactSensitive;
  const offered = offeredTargets(wizard.custom, { target: column.target, maySensitive });
  return (
    <Box minWidth="18rem">
      <SingleSelect
        aria-label={t('imports.columns.becomes', { name: column.name })}
        value={column.target ?? NOTHING}
        onChange={(value) =>
          wizard.setColumns(
            withTarget(
              wizard.columns,
              column.index,
              value === NOTHING ? null : (String(value) as ColumnTarget)
            )
          )
        }
      >
        <SingleSelectOption value={NOTHING}>{t('imports.field.none')}</SingleSelectOption>
        {fields.map((field) => (
          <SingleSelectOption key={field} value={field}>
            {t(`imports.field.${field}`)}
          </SingleSelectOption>
        ))}
        {offered.map((field) => (
          <SingleSelectOption
            key={field.key}
            value={`custom:${field.key}`}
            startIcon={
              field.sensitive === null ? undefined : <Lock aria-label={t('sensitive.lock')} />
            }
          >
            {label(field)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

/** A column that says who agreed is of use only as consent; nothing is presumed. */
const ConsentLike = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const names = unusedConsent(wizard.view, wizard.columns);
  if (names.length === 0) return null;
  const columns = names.map((name) => `“${name}”`).join(', ');
  return (
    <Notice
      variant="default"
      title={t('imports.consent.like', { n: names.length, columns })}
      testId="import-consent-like"
    >
      {t('imports.consent.like.hint')}
    </Notice>
  );
};

/** What each column of the file becomes, with its first rows beside it. */
export const ColumnsStep = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const rows: FileColumn[] = wizard.view.header.map((name, index) => ({
    index,
    name,
    sample: wizard.view.sample.map((row) => row[index] ?? ''),
    target: wizard.columns[index] ?? null,
  }));
  const table: Column<FileColumn>[] = [
    {
      key: 'name',
      label: t('imports.columns.name'),
      isTitle: true,
      render: ({ name }) => <Typography fontWeight="bold">{name}</Typography>,
    },
    {
      key: 'sample',
      label: t('imports.columns.sample'),
      render: ({ sample }) => (
        <Box maxWidth="36rem">
          <Typography
            variant="pi"
            textColor="neutral600"
            dir="auto"
            style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
          >
            {sample.filter(Boolean).join(' · ').slice(0, 160) || '–'}
          </Typography>
        </Box>
      ),
    },
    {
      key: 'target',
      label: t('imports.columns.target'),
      render: (column) => <TargetSelect wizard={wizard} column={column} />,
    },
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {wizard.view.sheet === null ? (
        <FormatFields wizard={wizard} />
      ) : (
        <SheetFields wizard={wizard} sheet={wizard.view.sheet} />
      )}
      {wizard.view.origin === null ? null : (
        <Notice variant="default" title={t(`imports.origin.${wizard.view.origin}`)} />
      )}
      {wizard.view.remembered ? (
        <Notice variant="default" title={t('imports.columns.remembered')} />
      ) : null}
      {hasIdentity(wizard.columns) ? null : (
        <Notice variant="warning" title={t('imports.columns.phoneMissing')} />
      )}
      <ConsentLike wizard={wizard} />
      <ConsentQuestion wizard={wizard} />
      <DateOrderField wizard={wizard} />
      <NumberMarkField wizard={wizard} />
      <ResponsiveTable
        rows={rows}
        columns={table}
        rowKey={({ index }) => index}
        label={t('imports.columns.label')}
        testId="import-column"
      />
      <SensitiveReason wizard={wizard} />
    </Flex>
  );
};
