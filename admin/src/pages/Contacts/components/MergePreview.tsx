import type { ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { MergePreview as Preview } from '../../../../../server/src/contracts/contacts';
import { fieldLabel } from '../../../shared/people/conditions';
import { customText } from '../../../shared/people/PeopleTable';
import { usePeopleWords } from '../../../shared/people/usePeopleWords';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { spacedPhone } from '../../../shared/spaced-phone';
import { StatusWord } from '../../../shared/StatusWord';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import {
  consentReason,
  mergeCounts,
  mergeRows,
  sides,
  type MergeRow,
  type PersonField,
  type Side,
} from '../merge-model';
import { shownName } from '../../../shared/people/person-name';

interface Row {
  readonly key: string;
  readonly label: string;
  readonly cells: Readonly<Record<Side, ReactNode>>;
}

const Rows = ({ title, testId, rows }: { title: string; testId: string; rows: readonly Row[] }) => {
  const t = useT();
  const columns: Column<Row>[] = [
    {
      key: 'field',
      label: t('people.merge.field'),
      isTitle: true,
      render: ({ label }) => (
        <Typography variant="pi" textColor="neutral600">
          {label}
        </Typography>
      ),
    },
    ...sides.map((side) => ({
      key: side,
      label: t(`people.merge.${side}`),
      render: ({ cells }: Row) => cells[side],
    })),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="delta" tag="h3">
        {title}
      </Typography>
      <ResponsiveTable
        rows={rows}
        columns={columns}
        rowKey={({ key }) => key}
        label={title}
        testId={testId}
        isTight
      />
    </Flex>
  );
};

interface ValueProps {
  readonly text: string | null;
  readonly isResult?: boolean;
  /** A word under the value: that it is not kept, why it comes out so. */
  readonly note?: string | null;
}

const Value = ({ text, isResult = false, note = null }: ValueProps) => (
  <Flex direction="column" alignItems="flex-start">
    <Typography
      textColor={text === null ? 'neutral600' : 'neutral800'}
      fontWeight={isResult ? 'bold' : 'regular'}
    >
      <span dir="auto">{text ?? '–'}</span>
    </Typography>
    {note === null ? null : (
      <Typography variant="pi" textColor="danger600">
        {note}
      </Typography>
    )}
  </Flex>
);

/** Everything that is known of a person, as text. */
const usePersonFields = (): PersonField[] => {
  const t = useT();
  const { locale } = useIntl();
  const { facets, labelOf } = usePeopleWords();
  const said = (value: string | null, say: (text: string) => string = (text) => text) =>
    value === null || value === '' ? null : say(value);
  const list = (values: readonly string[]) =>
    values.length === 0 ? null : [...values].sort((a, b) => a.localeCompare(b, locale)).join(', ');
  const yes = t('people.yes');
  return [
    {
      key: 'name',
      label: t('contacts.column.name'),
      of: ({ name }) => said(name, (text) => shownName(text, text)),
    },
    {
      key: 'number',
      label: t('contacts.column.number'),
      of: ({ phone, waId }) => said(phone ?? waId, spacedPhone),
    },
    {
      key: 'username',
      label: t('people.merge.username'),
      of: ({ username }) => said(username, (text) => `@${text}`),
    },
    { key: 'email', label: t('contacts.form.email'), of: ({ email }) => said(email) },
    {
      key: 'language',
      label: t('contacts.form.language'),
      of: ({ language }) => said(language, (code) => labelOf('languages', code)),
    },
    {
      key: 'country',
      label: t('contacts.form.country'),
      of: ({ country }) => said(country, (code) => labelOf('countries', code)),
    },
    { key: 'town', label: t('contacts.form.town'), of: ({ town }) => said(town) },
    { key: 'timezone', label: t('contacts.form.timezone'), of: ({ timezone }) => said(timezone) },
    { key: 'owner', label: t('contacts.form.owner'), of: ({ owner }) => owner?.name ?? null },
    ...facets.fields.map((field) => ({
      key: `custom.${field.key}`,
      label: fieldLabel(field, locale),
      of: ({ custom }: Preview['keep']) => customText(custom[field.key], yes, t('people.no')),
    })),
    {
      key: 'blocked',
      label: t('contacts.blocked'),
      of: ({ blocked }) => (blocked ? yes : null),
    },
    { key: 'tags', label: t('contacts.form.tags'), of: ({ tags }) => list(tags) },
  ];
};

const useFieldRows = (preview: Preview): Row[] => {
  const t = useT();
  const fields = usePersonFields();
  // Tags of both come along: none of them is lost.
  const noteOf = ({ key, lost }: MergeRow, side: Side) =>
    lost === side && key !== 'tags' ? t('people.merge.lost') : null;
  return mergeRows(preview, fields).map((row) => {
    const cell = (side: Side) => (
      <Value text={row.values[side]} isResult={side === 'result'} note={noteOf(row, side)} />
    );
    return {
      key: row.key,
      label: row.label,
      cells: { keep: cell('keep'), gone: cell('gone'), result: cell('result') },
    };
  });
};

const useConsentRows = (preview: Preview): Row[] => {
  const t = useT();
  const moments = useMoments();
  return (['marketing', 'utility'] as const).map((category) => {
    const why = consentReason(preview, category);
    const reason =
      why.kind === 'last'
        ? t(`people.merge.consent.${why.from}`, { when: moments.full(why.at) })
        : why.kind === 'stricter'
          ? t('people.merge.consent.stricter')
          : null;
    const word = (side: Side) => (
      <StatusWord of="consent" state={preview[side].consent[category]} />
    );
    return {
      key: category,
      label: t(`contacts.category.${category}`),
      cells: {
        keep: word('keep'),
        gone: word('gone'),
        result: (
          <Flex direction="column" alignItems="flex-start" gap={1}>
            {word('result')}
            {reason === null ? null : (
              <Typography variant="pi" textColor="neutral600">
                {reason}
              </Typography>
            )}
          </Flex>
        ),
      },
    };
  });
};

const useCountRows = (preview: Preview): Row[] => {
  const t = useT();
  const { formatNumber } = useIntl();
  return mergeCounts(preview).map(({ what, ...count }) => {
    const cell = (side: Side) => (
      <Value text={formatNumber(count[side])} isResult={side === 'result'} />
    );
    return {
      key: what,
      label: t(`people.merge.count.${what}`),
      cells: { keep: cell('keep'), gone: cell('gone'), result: cell('result') },
    };
  });
};

/** Both people side by side and the one that they become: each field, whose consent counts, and what comes along. */
export const MergePreview = ({ preview }: { preview: Preview }) => {
  const t = useT();
  const counts = useCountRows(preview);
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Rows title={t('people.merge.fields')} testId="merge-field" rows={useFieldRows(preview)} />
      <Rows
        title={t('people.merge.consent')}
        testId="merge-consent"
        rows={useConsentRows(preview)}
      />
      {counts.length > 0 ? (
        <Rows title={t('people.merge.moves')} testId="merge-count" rows={counts} />
      ) : null}
      <Typography>{t('people.merge.says')}</Typography>
    </Flex>
  );
};
