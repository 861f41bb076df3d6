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
import { Plus, Trash, Upload } from '@strapi/icons';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import type {
  MarketRates,
  PriceListResult,
  PriceListView,
} from '../../../../server/src/contracts/prices';
import {
  useWhatsappDeletePricesMutation,
  useWhatsappGetPricesQuery,
  useWhatsappListPricesQuery,
} from '../../api/prices';
import { DeleteDialog } from '../../shared/DeleteDialog';
import { Known } from '../../shared/Known';
import { Notice } from '../../shared/Notice';
import { permission } from '../../shared/permissions';
import { useMoney } from '../../shared/prices/useMoney';
import { EmptyState } from '../../shared/states';
import { useT } from '../../shared/useT';
import { ImportDrawer } from './prices/ImportDrawer';
import { ListForm } from './prices/ListForm';
import { MarketForm } from './prices/MarketForm';
import { RatesTable } from './prices/RatesTable';
import { WhereFrom } from './prices/WhereFrom';
import { Surface } from '../../shared/Surface';

type Open = 'new' | 'import' | null;
type ListOpen = { what: 'market'; edited: MarketRates | null } | { what: 'delete' } | null;

/** Which day's prices are looked at: the ones of today, until somebody chooses. */
const DayChoice = ({
  lists,
  chosen,
  onChoose,
}: {
  lists: readonly PriceListView[];
  chosen: PriceListView;
  onChoose: (id: number) => void;
}) => {
  const t = useT();
  const money = useMoney();
  return (
    <Box maxWidth="36rem">
      <Field.Root name="list">
        <Field.Label>{t('prices.choose')}</Field.Label>
        <SingleSelect value={String(chosen.id)} onChange={(id) => onChoose(Number(id))}>
          {lists.map(({ id, validFrom, isCurrent }) => (
            <SingleSelectOption key={id} value={String(id)}>
              {t(isCurrent ? 'prices.from.current' : 'prices.from', { day: money.day(validFrom) })}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Box>
  );
};

const Remove = ({ list, onClose }: { list: PriceListResult; onClose: () => void }) => {
  const t = useT();
  const money = useMoney();
  const [remove] = useWhatsappDeletePricesMutation();
  const day = money.day(list.validFrom);
  return (
    <DeleteDialog
      title={t('prices.delete.title', { day })}
      confirmLabel={t('prices.delete')}
      confirmTestId="delete-prices"
      onDelete={() => remove(list.id).unwrap()}
      onClose={onClose}
    >
      {t('prices.delete.body', { count: list.markets })}
    </DeleteDialog>
  );
};

const Source = ({ list }: { list: PriceListResult }) => {
  const t = useT();
  if (list.source === 'sample') return <Notice variant="warning" title={t('prices.sample')} />;
  return (
    <Typography textColor="neutral600">
      {t(`prices.source.${list.source}`, {
        file: list.fileName ?? '',
        currency: list.currency,
        count: list.markets,
      })}
    </Typography>
  );
};

const List = ({ list }: { list: PriceListResult }) => {
  const t = useT();
  const [open, setOpen] = useState<ListOpen>(null);
  const onClose = () => setOpen(null);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Source list={list} />
        <Flex gap={2} wrap="wrap">
          <Button
            variant="secondary"
            size="S"
            startIcon={<Plus />}
            onClick={() => setOpen({ what: 'market', edited: null })}
            data-testid="add-market"
          >
            {t('prices.add')}
          </Button>
          <Button
            variant="danger-light"
            size="S"
            startIcon={<Trash />}
            onClick={() => setOpen({ what: 'delete' })}
          >
            {t('prices.delete')}
          </Button>
        </Flex>
      </Flex>
      {list.rates.length === 0 ? (
        <EmptyState content={t('prices.list.empty')} />
      ) : (
        <RatesTable
          rates={list.rates}
          currency={list.currency}
          label={t('prices.title')}
          onEdit={(edited) => setOpen({ what: 'market', edited })}
        />
      )}
      {open?.what === 'market' ? (
        <MarketForm list={list} edited={open.edited} onClose={onClose} />
      ) : null}
      {open?.what === 'delete' ? <Remove list={list} onClose={onClose} /> : null}
    </Flex>
  );
};

const Chosen = ({ id }: { id: number }) => {
  const query = useWhatsappGetPricesQuery(id);
  return <Known query={query}>{(list) => <List list={list} />}</Known>;
};

interface ContentProps {
  readonly lists: readonly PriceListView[];
  readonly chosenId: number | null;
  readonly onChoose: (id: number) => void;
  readonly onOpen: (open: Open) => void;
}

const Content = ({ lists, chosenId, onChoose, onOpen }: ContentProps) => {
  const t = useT();
  const chosen =
    lists.find(({ id }) => id === chosenId) ?? lists.find((one) => one.isCurrent) ?? lists.at(-1);
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Surface padding={5}>
        <Flex direction="column" alignItems="stretch" gap={2}>
          <WhereFrom />
          <Typography variant="pi" textColor="neutral600">
            {t('prices.rules')}
          </Typography>
        </Flex>
      </Surface>
      {chosen ? (
        <>
          <DayChoice lists={lists} chosen={chosen} onChoose={onChoose} />
          <Chosen key={chosen.id} id={chosen.id} />
        </>
      ) : (
        <EmptyState
          content={t('prices.empty')}
          action={
            <Button variant="secondary" startIcon={<Upload />} onClick={() => onOpen('import')}>
              {t('prices.import')}
            </Button>
          }
        />
      )}
    </Flex>
  );
};

const PricesSettings = () => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const query = useWhatsappListPricesQuery();
  const [open, setOpen] = useState<Open>(null);
  const [chosenId, setChosen] = useState<number | null>(null);
  const onDone = (id: number) => {
    setChosen(id);
    setOpen(null);
    toggleNotification({ type: 'success', message: t('prices.saved') });
  };
  return (
    <Page.Main>
      <Page.Title>{t('prices.title')}</Page.Title>
      <Layouts.Header
        title={t('prices.title')}
        subtitle={t('prices.subtitle')}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            <Button
              variant="secondary"
              startIcon={<Plus />}
              onClick={() => setOpen('new')}
              data-testid="new-prices"
            >
              {t('prices.new')}
            </Button>
            <Button
              startIcon={<Upload />}
              onClick={() => setOpen('import')}
              data-testid="import-prices"
            >
              {t('prices.import')}
            </Button>
          </Flex>
        }
      />
      <Layouts.Content>
        <Known query={query}>
          {({ lists }) => (
            <Content lists={lists} chosenId={chosenId} onChoose={setChosen} onOpen={setOpen} />
          )}
        </Known>
      </Layouts.Content>
      {open === 'new' ? (
        <ListForm lists={query.data?.lists ?? []} onMade={onDone} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'import' ? <ImportDrawer onDone={onDone} onClose={() => setOpen(null)} /> : null}
    </Page.Main>
  );
};

const PricesPage = () => (
  <Page.Protect permissions={[permission('priceMaintain')]}>
    <PricesSettings />
  </Page.Protect>
);

export default PricesPage;
