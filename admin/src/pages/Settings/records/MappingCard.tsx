import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, CheckCircle, Pencil, Trash } from '@strapi/icons';
import { useIntl } from 'react-intl';
import type { HostTypeView, MappingView } from '../../../../../server/src/contracts/records';
import { Notice } from '../../../shared/Notice';
import { useMay } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { MEANINGS } from './useMappingForm';
import { Surface } from '../../../shared/Surface';

const Facts = ({ mapping }: { mapping: MappingView }) => {
  const t = useT();
  const { formatDate } = useIntl();
  const at = mapping.syncedAt;
  const day = at === null ? null : formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Typography textColor="neutral600">
      {t('records.card.linked', { count: mapping.linked, people: mapping.people })} ·{' '}
      {day === null ? t('records.card.never-synced') : t('records.card.synced', { day })}
    </Typography>
  );
};

const Meanings = ({ mapping, type }: { mapping: MappingView; type: HostTypeView | null }) => {
  const t = useT();
  const labelOf = (path: string) =>
    type?.fields.find((field) => field.path === path)?.label ?? path;
  return (
    <Flex tag="dl" gap={4} wrap="wrap" margin={0}>
      {MEANINGS.map((meaning) => {
        const path = mapping.fields[meaning];
        return path === null ? null : (
          <Flex key={meaning} direction="column" alignItems="flex-start">
            <Typography tag="dt" variant="pi" textColor="neutral600">
              {t(`records.meaning.${meaning}`)}
            </Typography>
            <Typography tag="dd" variant="pi" margin={0}>
              {labelOf(path)}
            </Typography>
          </Flex>
        );
      })}
    </Flex>
  );
};

interface Props {
  readonly mapping: MappingView;
  readonly type: HostTypeView | null;
  readonly isStarting: boolean;
  readonly onEdit: () => void;
  readonly onCarry: () => void;
  readonly onMoved: () => void;
  readonly onSync: () => void;
  readonly onRemove: () => void;
}

/** One mapped content type: how it is, and what can be done. */
export const MappingCard = ({ mapping, type, isStarting, ...on }: Props) => {
  const t = useT();
  const mayBrowse = useMay('contactBrowse');
  const isFirst = mapping.syncedAt === null;
  return (
    <Surface
      tag="li"

      data-testid="mapping-card"
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap="wrap">
          <Box minWidth="0">
            <Typography variant="delta" tag="h2">
              {mapping.role === mapping.label ? mapping.role : `${mapping.role} · ${mapping.label}`}
            </Typography>
            <Facts mapping={mapping} />
          </Box>
          <Flex gap={2} wrap="wrap">
            <Button variant="tertiary" startIcon={<Trash />} onClick={on.onRemove}>
              {t('records.card.remove')}
            </Button>
            <Button
              variant="tertiary"
              startIcon={<Pencil />}
              disabled={type === null}
              onClick={on.onEdit}
              data-testid="mapping-edit"
            >
              {t('records.card.edit')}
            </Button>
            <Button
              variant="tertiary"
              startIcon={<CheckCircle />}
              onClick={on.onCarry}
              data-testid="mapping-carries"
            >
              {t('records.card.consent')}
            </Button>
            <Button
              variant={isFirst ? 'default' : 'secondary'}
              startIcon={<ArrowClockwise />}
              disabled={!mapping.exists}
              loading={isStarting}
              onClick={on.onSync}
              data-testid="mapping-sync"
            >
              {isFirst ? t('records.card.first-sync') : t('records.card.sync')}
            </Button>
          </Flex>
        </Flex>
        <Meanings mapping={mapping} type={type} />
        {mapping.makesEntries ? (
          <Typography variant="pi" textColor="neutral600">
            {t('records.card.leads')}
          </Typography>
        ) : null}
        {mapping.carriedVersion === null ? null : (
          <Typography variant="pi" textColor="neutral600" data-testid="card-carries">
            {t('records.card.carries', { version: mapping.carriedVersion })}
          </Typography>
        )}
        {mapping.moved > 0 ? (
          <Notice
            variant="warning"
            title={t('records.card.moved', { count: mapping.moved })}
            testId="card-moved"
            action={
              mayBrowse ? (
                <Button variant="tertiary" onClick={on.onMoved} data-testid="mapping-moved">
                  {t('records.card.moved.show')}
                </Button>
              ) : undefined
            }
          >
            {t('records.card.moved.body')}
          </Notice>
        ) : null}
        {mapping.exists ? null : (
          <Notice variant="warning" title={t('records.card.gone')}>
            {t('records.card.gone.body')}
          </Notice>
        )}
        {mapping.waiting > 0 ? (
          <Notice variant="warning" title={t('records.card.waiting', { count: mapping.waiting })}>
            {t('records.card.waiting.body')}
          </Notice>
        ) : null}
      </Flex>
    </Surface>
  );
};
