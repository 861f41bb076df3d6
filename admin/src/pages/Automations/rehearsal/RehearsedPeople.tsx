import { useState } from 'react';
import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import type {
  AutomationRehearsal,
  RehearsedPrice,
  RehearsedStart,
} from '../../../../../server/src/contracts/automation-watch';
import { CellText } from '../../../shared/CellText';
import { useMoney } from '../../../shared/prices/useMoney';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { spacedPhone } from '../../../shared/spaced-phone';
import { NothingMatches } from '../../../shared/states';
import { useMoments } from '../../../shared/useMoments';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { ContactName, EntryName } from '../starts/StartCells';
import { useSkipReason } from '../starts/useSkipReason';

/** Rows that are drawn at first, and with each press. */
const PAGE = 50;
/** A message that leaves within this time waits for nothing. */
const SOON = 60_000;

const ALL = 'all';
const GOT = 'got';

/** "€0.03", or "€0.03 to €0.09" where that depends on the person. */
export const usePrice = (): ((price: RehearsedPrice) => string) => {
  const t = useT();
  const money = useMoney();
  return ({ currency, least, most }) =>
    least === most
      ? money.sum(least, currency)
      : t('automations.rehearse.range', {
          least: money.sum(least, currency),
          most: money.sum(most, currency),
        });
};

/** The message and when it leaves; or why it does not. */
const What = ({ row, isMasked }: { row: RehearsedStart; isMasked: boolean }) => {
  const t = useT();
  const moments = useMoments();
  const reasonOf = useReason();
  const skipReason = useSkipReason();
  const { reason, unsent, message, goesAt, at } = row;
  if (reason !== null) return <CellText textColor="neutral600">{skipReason(reason)}</CellText>;
  if (unsent !== null)
    return (
      <CellText textColor="danger600">
        {t('automations.rehearse.unsent', { reason: reasonOf(unsent) })}
      </CellText>
    );
  if (goesAt === null) return <CellText>{t('automations.rehearse.silent')}</CellText>;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <CellText dir="auto">
        {message ?? t(isMasked ? 'automations.rehearse.hidden' : 'automations.rehearse.silent')}
      </CellText>
      {goesAt - at > SOON ? (
        <CellText variant="pi" textColor="neutral600">
          {t('automations.rehearse.later', { at: moments.full(goesAt) })}
        </CellText>
      ) : null}
    </Flex>
  );
};

const useColumns = (isMasked: boolean): Column<RehearsedStart>[] => {
  const t = useT();
  const moments = useMoments();
  const price = usePrice();
  return [
    {
      key: 'contact',
      label: t('automations.rehearse.contact'),
      isTitle: true,
      render: ({ contact }) => (
        <Flex direction="column" alignItems="flex-start">
          <ContactName contact={contact} />
          {contact?.address ? (
            <Typography variant="pi" textColor="neutral600">
              {spacedPhone(contact.address)}
            </Typography>
          ) : null}
        </Flex>
      ),
    },
    {
      key: 'entry',
      label: t('automations.entry'),
      has: ({ entry }) => entry !== null,
      render: ({ entry }) => <EntryName entry={entry} />,
    },
    {
      key: 'when',
      label: t('automations.rehearse.when'),
      render: ({ at }) => <Typography>{moments.full(at)}</Typography>,
    },
    {
      key: 'what',
      label: t('automations.rehearse.what'),
      render: (row) => <What row={row} isMasked={isMasked} />,
    },
    {
      key: 'cost',
      label: t('automations.rehearse.price'),
      has: ({ cost }) => cost !== null,
      render: ({ cost }) => <Typography>{cost === null ? '–' : price(cost)}</Typography>,
    },
  ];
};

/** All, those who would have got it, or those of one reason. */
const Filter = ({
  result: { reasons },
  value,
  onChange,
}: {
  result: AutomationRehearsal;
  value: string;
  onChange: (value: string) => void;
}) => {
  const t = useT();
  const skipReason = useSkipReason();
  return (
    <Field.Root name="rehearsed-filter">
      <Field.Label>{t('automations.rehearse.filter')}</Field.Label>
      <SingleSelect
        value={value}
        onChange={(next) => onChange(String(next))}
        data-testid="rehearsed-filter"
      >
        <SingleSelectOption value={ALL}>{t('automations.rehearse.filter.all')}</SingleSelectOption>
        <SingleSelectOption value={GOT}>{t('automations.rehearse.filter.got')}</SingleSelectOption>
        {reasons.map(({ reason }) => (
          <SingleSelectOption key={reason} value={reason}>
            {skipReason(reason)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

/** Those for whom it would have started without a message are among all only. */
const fits = ({ reason, unsent, goesAt }: RehearsedStart, filter: string): boolean => {
  if (filter === ALL) return true;
  return filter === GOT ? reason === null && unsent === null && goesAt !== null : reason === filter;
};

/** Who would have got it, with time, message and cost, and who would not and why. */
export const RehearsedPeople = ({ result }: { readonly result: AutomationRehearsal }) => {
  const t = useT();
  const [filter, setFilter] = useState(ALL);
  const [most, setMost] = useState(PAGE);
  const columns = useColumns(result.isMasked);
  const { rows, started, skipped } = result;
  const fitting = rows.filter((row) => fits(row, filter));
  const count = started + skipped;
  if (rows.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Filter
        result={result}
        value={filter}
        onChange={(next) => {
          setFilter(next);
          setMost(PAGE);
        }}
      />
      {fitting.length > 0 ? (
        <ResponsiveTable
          rows={fitting.slice(0, most)}
          columns={columns}
          rowKey={(row) => rows.indexOf(row)}
          label={t('automations.rehearse.table')}
          testId="rehearsed-row"
          isTight
        />
      ) : (
        <NothingMatches onClear={() => setFilter(ALL)} />
      )}
      {fitting.length > most ? (
        <Box>
          <Button variant="tertiary" onClick={() => setMost(most + PAGE)}>
            {t('automations.rehearse.more')}
          </Button>
        </Box>
      ) : null}
      {rows.length < count ? (
        <Typography variant="pi" textColor="neutral600">
          {t('automations.rehearse.shown', { shown: rows.length, count })}
        </Typography>
      ) : null}
    </Flex>
  );
};
