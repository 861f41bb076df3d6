import { useState } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import type { ConsentSettings } from '../../../../server/src/contracts/consent';
import { useWhatsappConsentSettingsQuery, useWhatsappSaveConsentMutation } from '../../api/consent';
import { ChangedMeanwhile } from '../../shared/ChangedMeanwhile';
import { permission } from '../../shared/permissions';
import { isAbout } from '../../shared/refusal';
import { ErrorState } from '../../shared/states';
import { useApiError, type ShownError } from '../../shared/useApiError';
import { useRefusal } from '../../shared/useRefusal';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { useMergedForm } from '../../shared/useMergedForm';
import { useMoments } from '../../shared/useMoments';
import { useT } from '../../shared/useT';
import { Cap } from './consent/Cap';
import { Channels } from './consent/Channels';
import { Confirmations, Notices } from './consent/Confirmations';
import { DataPurposes } from './consent/DataPurposes';
import { changedPart, formOf, isDirty, titleOf } from './consent/model';
import { Elsewhere } from './consent/Elsewhere';
import { Quiet } from './consent/Quiet';
import { Rules } from './consent/Rules';
import { Topics } from './consent/Topics';
import { Words } from './consent/Words';

const useConsentForm = (settings: ConsentSettings) => {
  const t = useT();
  const explain = useApiError();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const [save, { isLoading }] = useWhatsappSaveConsentMutation();
  const { form, base, clashes, ...merged } = useMergedForm(formOf(settings));
  const [refused, setRefused] = useState<ShownError | null>(null);
  const dirty = isDirty(form, base);
  const onSave = async () => {
    setRefused(null);
    try {
      merged.begin(formOf(await save(changedPart(form, base)).unwrap()));
      toggleNotification({ type: 'success', message: t('consent.saved') });
    } catch (error) {
      const shown = explain(error);
      setRefused(shown);
      const [part = ''] = shown.field?.split('.') ?? [];
      if (!(part in form)) return refuse(error);
      // The part of the page, because the field may be out of sight.
      const message = `${t(titleOf(part))}: ${shown.atField}`;
      toggleNotification({ type: 'danger', message });
    }
  };
  return {
    form,
    dirty,
    isLoading,
    onSave,
    change: merged.set,
    clashes,
    problemAt: (field: string): string | false =>
      isAbout(refused, field) ? refused.atField : false,
  };
};

/** Who changed it last; every change is in the log too. */
const Changed = ({ changed }: Pick<ConsentSettings, 'changed'>) => {
  const t = useT();
  const moments = useMoments();
  return (
    <Typography variant="epsilon" textColor="neutral600" tag="p">
      {changed
        ? t('consent.changed', { by: changed.by, at: moments.full(changed.at) })
        : t('consent.subtitle')}
    </Typography>
  );
};

const Loaded = ({ settings }: { settings: ConsentSettings }) => {
  const t = useT();
  const { form, change, problemAt, ...state } = useConsentForm(settings);
  return (
    <Page.Main>
      <Page.Title>{t('consent.title')}</Page.Title>
      <LeaveGuard holds={() => state.dirty} />
      <Layouts.Header
        title={t('consent.title')}
        subtitle={<Changed changed={settings.changed} />}
        primaryAction={
          <Button
            disabled={!state.dirty}
            loading={state.isLoading}
            onClick={() => void state.onSave()}
            data-testid="save-consent"
          >
            {t('consent.save')}
          </Button>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={6}>
          <ChangedMeanwhile labels={state.clashes.map((key) => t(titleOf(key)))} />
          <Rules form={form} onChange={change} />
          <Topics
            form={form}
            savedKeys={settings.topics.map(({ key }) => key)}
            onChange={change}
            problemAt={problemAt}
          />
          <Channels form={form} ready={settings.channelsReady} onChange={change} />
          <Cap form={form} onChange={change} />
          <Quiet form={form} onChange={change} problemAt={problemAt} />
          <Words form={form} settings={settings} onChange={change} problemAt={problemAt} />
          <Confirmations form={form} onChange={change} problemAt={problemAt} />
          <DataPurposes
            form={form}
            versions={settings.dataVersions}
            onChange={change}
            problemAt={problemAt}
          />
          <Elsewhere form={form} onChange={change} problemAt={problemAt} />
          <Notices form={form} onChange={change} problemAt={problemAt} />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

const Consent = () => {
  const query = useWhatsappConsentSettingsQuery();
  if (query.isLoading) return <Page.Loading />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loaded settings={query.data} />;
};

const ConsentPage = () => (
  <Page.Protect permissions={[permission('settingsConfigure')]}>
    <Consent />
  </Page.Protect>
);

export default ConsentPage;
