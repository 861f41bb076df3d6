import { useState } from 'react';
import { Button, Divider, Flex, Typography } from '@strapi/design-system';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import type { RetentionView } from '../../../../server/src/contracts/privacy';
import { useWhatsappRetentionQuery, useWhatsappSaveRetentionMutation } from '../../api/privacy';
import { ConfirmAction } from '../../shared/ConfirmAction';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission } from '../../shared/permissions';
import { ErrorState } from '../../shared/states';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { Card } from './consent/Card';
import { bodyOf, changed, daysOf, shortened, type Changes, type Days } from './data/model';
import { OnePerson } from './data/OnePerson';
import { RetentionRow } from './data/RetentionRow';
import { Uninstall } from './data/Uninstall';

const useRetentionForm = (kinds: RetentionView['kinds']) => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [changes, setChanges] = useState<Changes>({});
  const [save, { isLoading }] = useWhatsappSaveRetentionMutation();
  const dirty = changed(kinds, changes).length > 0;
  const body = bodyOf(kinds, changes);
  const onSave = async () => {
    if (!body) return;
    try {
      await save({ days: body }).unwrap();
      setChanges({});
      toggleNotification({ type: 'success', message: t('privacy.saved') });
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
  return {
    changes,
    dirty,
    canSave: dirty && body !== null,
    isLoading,
    onSave,
    /** What will be deleted sooner than now. */
    sooner: shortened(kinds, changes),
    set: (kind: RetentionView['kinds'][number]['kind'], days: Days) =>
      setChanges((old) => ({ ...old, [kind]: days })),
  };
};

const Loaded = ({ kinds }: RetentionView) => {
  const t = useT();
  const { changes, sooner, set, ...form } = useRetentionForm(kinds);
  const [isAsking, setAsking] = useState(false);
  const press = () => {
    if (sooner.length > 0) setAsking(true);
    else void form.onSave().catch(() => undefined);
  };
  return (
    <Page.Main>
      <Page.Title>{t('privacy.title')}</Page.Title>
      <Layouts.Header
        title={t('privacy.title')}
        subtitle={t('privacy.subtitle')}
        primaryAction={
          <Button
            disabled={!form.canSave}
            loading={form.isLoading}
            onClick={press}
            data-testid="save-retention"
          >
            {t('privacy.save')}
          </Button>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={6}>
          <Card title={t('privacy.keep.title')}>
            <Typography textColor="neutral600">{t('privacy.keep.about')}</Typography>
            {kinds.map((kept) => (
              <Flex key={kept.kind} direction="column" alignItems="stretch" gap={4}>
                <Divider />
                <RetentionRow
                  kept={kept}
                  days={daysOf(kept, changes)}
                  onChange={(days) => set(kept.kind, days)}
                />
              </Flex>
            ))}
            <Divider />
            <Typography variant="pi" textColor="neutral600">
              {t('privacy.keep.consent')}
            </Typography>
          </Card>
          <OnePerson />
          <Uninstall />
        </Flex>
      </Layouts.Content>
      <LeaveGuard holds={() => form.dirty} />
      {isAsking ? (
        <ConfirmAction
          open
          variant="danger"
          title={t('privacy.shorter.title')}
          confirmLabel={t('privacy.shorter.do')}
          confirmTestId="confirm-retention"
          onClose={() => setAsking(false)}
          onConfirm={form.onSave}
        >
          {t('privacy.shorter.body', {
            kinds: sooner.map(({ kind }) => t(`privacy.kind.${kind}`)).join(', '),
          })}
        </ConfirmAction>
      ) : null}
    </Page.Main>
  );
};

const Data = () => {
  const query = useWhatsappRetentionQuery();
  if (query.isLoading) return <Page.Loading />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loaded kinds={query.data.kinds} />;
};

const DataPage = () => (
  <Page.Protect permissions={[permission('settingsConfigure')]}>
    <Data />
  </Page.Protect>
);

export default DataPage;
