import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import type { SystemKeyView } from '../../../../../server/src/contracts/system-keys';
import { CellText } from '../../../shared/CellText';
import { ResponsiveTable, type Column } from '../../../shared/ResponsiveTable';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';

export type Doing = 'edit' | 'delete';
interface Props {
  readonly keys: readonly SystemKeyView[];
  readonly onDo: (what: Doing, key: SystemKeyView) => void;
}

const Name = ({ name, readable }: SystemKeyView) => {
  const t = useT();
  return (
    <Box maxWidth="36rem">
      <Typography fontWeight="bold" tag="p" dir="ltr">
        {name}
      </Typography>
      {readable ? null : (
        <CellText variant="pi" tag="p" textColor="danger600" data-testid="key-unreadable">
          {t('keys.unreadable')}
        </CellText>
      )}
    </Box>
  );
};

/** When it was sent last, and what the other system said to that. */
const LastUse = ({ lastUsedAt, lastStatus, lastError }: SystemKeyView) => {
  const t = useT();
  const known = useKnownWord();
  const { full } = useMoments();
  if (lastUsedAt === null) return <CellText>{t('keys.never')}</CellText>;
  const answered = lastStatus === null ? null : t('outbound.status', { status: lastStatus });
  const failed =
    lastError === null ? null : (known('bots.reason', `http-${lastError}`) ?? lastError);
  const outcome = answered ?? failed;
  return (
    <Box>
      <CellText>{full(lastUsedAt)}</CellText>
      {outcome === null ? null : <CellText variant="pi">{outcome}</CellText>}
    </Box>
  );
};

const useColumns = (onDo: Props['onDo']): Column<SystemKeyView>[] => {
  const t = useT();
  const { full } = useMoments();
  return [
    {
      key: 'name',
      label: t('keys.field.name'),
      isTitle: true,
      render: (key) => <Name {...key} />,
    },
    {
      key: 'hosts',
      label: t('keys.field.hosts'),
      render: ({ hosts }) => <CellText dir="ltr">{hosts.join(', ')}</CellText>,
    },
    {
      key: 'flows',
      label: t('keys.column.flows'),
      render: ({ uses }) => <CellText>{t('keys.flows', { count: uses.length })}</CellText>,
    },
    { key: 'used', label: t('keys.column.used'), render: (key) => <LastUse {...key} /> },
    {
      key: 'changed',
      label: t('keys.column.changed'),
      render: ({ changedAt, changedBy, madeBy }) => (
        <Box>
          <CellText>{t('keys.by', { at: full(changedAt), name: changedBy })}</CellText>
          {madeBy === changedBy ? null : (
            <CellText variant="pi">{t('keys.made-by', { name: madeBy })}</CellText>
          )}
        </Box>
      ),
    },
    {
      key: 'actions',
      label: t('tasks.column.actions'),
      hideLabel: true,
      render: (key) => (
        <Flex gap={1} justifyContent="flex-end">
          <IconButton
            variant="ghost"
            label={t('keys.edit-of', { name: key.name })}
            onClick={() => onDo('edit', key)}
            data-testid="key-edit"
          >
            <Pencil />
          </IconButton>
          <IconButton
            variant="ghost"
            label={t('keys.delete-of', { name: key.name })}
            onClick={() => onDo('delete', key)}
          >
            <Trash />
          </IconButton>
        </Flex>
      ),
    },
  ];
};

/** The keys, each with where it may be sent and what came of it last. No value is among what is shown. */
export const KeyTable = ({ keys, onDo }: Props) => (
  <ResponsiveTable
    rows={keys}
    columns={useColumns(onDo)}
    rowKey={({ id }) => id}
    label={useT()('keys.title')}
    testId="key-row"
    isTight
  />
);
