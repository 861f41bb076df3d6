import { Button, Flex, LinkButton, Menu } from '@strapi/design-system';
import { CaretDown, Plus } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import { EmptyState, NothingMatches } from '../../../shared/states';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { useExport } from './useExport';
import { everybody, type Address, type List } from './useList';

interface Props {
  readonly list: List;
  readonly address: Address;
}

const NewButton = ({ address }: Pick<Props, 'address'>) => {
  const t = useT();
  return (
    <Button
      startIcon={<Plus />}
      onClick={() => address.openPerson('new')}
      data-testid="new-contact"
    >
      {t('contacts.new.button')}
    </Button>
  );
};

const ImportLink = () => {
  const t = useT();
  return (
    <LinkButton tag={RouterLink} to="../imports/new" variant="secondary" size="S">
      {t('people.import')}
    </LinkButton>
  );
};

/** Who goes into the file is said before: those who match, or everybody. */
const ExportMenu = ({ list }: Pick<Props, 'list'>) => {
  const t = useT();
  const exporting = useExport();
  const matching = list.count.currentData?.total;
  const all = list.all.currentData?.total;
  return (
    <Menu.Root>
      <Menu.Trigger
        variant="secondary"
        size="S"
        endIcon={<CaretDown aria-hidden />}
        disabled={exporting.busy}
        data-testid="export-people"
      >
        {t('people.export')}
      </Menu.Trigger>
      <Menu.Content popoverPlacement="bottom-end">
        {list.isFiltered ? (
          <Menu.Item
            disabled={!matching}
            onSelect={() => void exporting.start({ kind: 'all', filter: list.filter, except: [] })}
          >
            {matching === undefined
              ? t('contacts.counting')
              : t('people.export.matching', { count: matching })}
          </Menu.Item>
        ) : null}
        <Menu.Item disabled={!all} onSelect={() => void exporting.start(everybody)}>
          {all === undefined ? t('contacts.counting') : t('people.export.all', { count: all })}
        </Menu.Item>
      </Menu.Content>
    </Menu.Root>
  );
};

/** What can be done with the whole list. */
export const ListActions = ({ list, address }: Props) => {
  const { can } = useCan();
  return (
    <Flex gap={2} wrap="wrap">
      {can.contactImport ? <ImportLink /> : null}
      {can.contactExport ? <ExportMenu list={list} /> : null}
      {can.contactEdit ? <NewButton address={address} /> : null}
    </Flex>
  );
};

/** Nobody matches, or there is nobody yet: then the three ways by which people come in. */
export const Nobody = ({ list, address }: Props) => {
  const t = useT();
  const { can } = useCan();
  if (list.isFiltered) return <NothingMatches onClear={address.clear} />;
  const ways = [
    { key: 'import' as const, to: '../imports/new', may: can.contactImport },
    { key: 'link' as const, to: '/settings/whatsapp/linked-types', may: can.settingsConfigure },
    { key: 'qr' as const, to: '/settings/whatsapp/opt-in-forms', may: can.optInPublish },
  ].filter(({ may }) => may);
  return (
    <EmptyState
      content={t('contacts.empty')}
      action={
        <Flex gap={2} wrap="wrap" justifyContent="center">
          {ways.map(({ key, to }, at) => (
            <LinkButton
              key={key}
              tag={RouterLink}
              to={to}
              variant={at === 0 ? 'default' : 'secondary'}
            >
              {t(`contacts.empty.${key}`)}
            </LinkButton>
          ))}
        </Flex>
      }
    />
  );
};
