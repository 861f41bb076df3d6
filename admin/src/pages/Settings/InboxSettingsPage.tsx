import { useState } from 'react';
import {
  Button,
  Checkbox,
  Field,
  Flex,
  NumberInput,
  Textarea,
  Typography,
} from '@strapi/design-system';
import { Layouts, Page, useNotification } from '@strapi/strapi/admin';
import type { InboxSettings } from '../../../../server/src/contracts/inbox-settings';
import {
  useWhatsappInboxSettingsQuery,
  useWhatsappSaveInboxSettingsMutation,
} from '../../api/inbox-list';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission } from '../../shared/permissions';
import { ErrorState } from '../../shared/states';
import { useApiError } from '../../shared/useApiError';
import { useT } from '../../shared/useT';
import { Card } from './consent/Card';

type Minutes = 'waitingWarnMinutes' | 'waitingLateMinutes';

/** A reason in each line; empty lines are none. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const useInboxForm = (before: InboxSettings) => {
  const t = useT();
  const explain = useApiError();
  const { toggleNotification } = useNotification();
  const [save, { isLoading }] = useWhatsappSaveInboxSettingsMutation();
  const [text, setText] = useState(before.closeReasons.join('\n'));
  const [minutes, setMinutes] = useState<Pick<InboxSettings, Minutes>>(before);
  const [answeredPressesWait, setPressesWait] = useState(before.answeredPressesWait);
  const [problem, setProblem] = useState<{ field: string; message: string } | null>(null);
  const next: InboxSettings = {
    closeReasons: linesOf(text),
    waitingWarnMinutes: minutes.waitingWarnMinutes,
    waitingLateMinutes: minutes.waitingLateMinutes,
    answeredPressesWait,
  };
  const onSave = async () => {
    setProblem(null);
    try {
      await save(next).unwrap();
      toggleNotification({ type: 'success', message: t('inbox-settings.saved') });
    } catch (error) {
      const { message, atField, field } = explain(error);
      setProblem({ field: field ?? '', message: atField });
      if (!field) toggleNotification({ type: 'danger', message });
    }
  };
  return {
    text,
    setText,
    minutes,
    setMinutes: (of: Minutes, value: number) => setMinutes((old) => ({ ...old, [of]: value })),
    answeredPressesWait,
    setPressesWait,
    isLoading,
    dirty: JSON.stringify(next) !== JSON.stringify(before),
    save: () => void onSave(),
    problemAt: (field: string) =>
      problem?.field.startsWith(field) ? problem.message : (false as const),
  };
};

const Loaded = ({ settings }: { settings: InboxSettings }) => {
  const t = useT();
  const form = useInboxForm(settings);
  const minutes = (of: Minutes, label: string) => (
    <Field.Root name={of} error={form.problemAt(of)}>
      <Field.Label>{label}</Field.Label>
      <NumberInput
        value={form.minutes[of]}
        step={5}
        onValueChange={(value) => form.setMinutes(of, Math.round(value ?? 0))}
      />
      <Field.Error />
    </Field.Root>
  );
  return (
    <Page.Main>
      <Page.Title>{t('inbox-settings.title')}</Page.Title>
      <Layouts.Header
        title={t('inbox-settings.title')}
        subtitle={t('inbox-settings.subtitle')}
        primaryAction={
          <Button disabled={!form.dirty} loading={form.isLoading} onClick={form.save}>
            {t('inbox-settings.save')}
          </Button>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={6}>
          <Card title={t('inbox-settings.reasons.title')}>
            <Typography textColor="neutral600">{t('inbox-settings.reasons.about')}</Typography>
            <Field.Root name="closeReasons" error={form.problemAt('closeReasons')}>
              <Field.Label>{t('inbox-settings.reasons.label')}</Field.Label>
              <Textarea
                rows={8}
                value={form.text}
                onChange={(event) => form.setText(event.target.value)}
              />
              <Field.Error />
            </Field.Root>
          </Card>
          <Card title={t('inbox-settings.waiting.title')}>
            <Typography textColor="neutral600">{t('inbox-settings.waiting.about')}</Typography>
            <Flex gap={4} wrap="wrap" alignItems="flex-start">
              {minutes('waitingWarnMinutes', t('inbox-settings.waiting.warn'))}
              {minutes('waitingLateMinutes', t('inbox-settings.waiting.late'))}
            </Flex>
          </Card>
          <Card title={t('inbox-settings.presses.title')}>
            <Typography textColor="neutral600">{t('inbox-settings.presses.about')}</Typography>
            <Checkbox
              checked={form.answeredPressesWait}
              onCheckedChange={(checked: boolean | 'indeterminate') =>
                form.setPressesWait(checked === true)
              }
            >
              {t('inbox-settings.presses.label')}
            </Checkbox>
          </Card>
        </Flex>
      </Layouts.Content>
      <LeaveGuard holds={() => form.dirty} />
    </Page.Main>
  );
};

const Loading = () => {
  const query = useWhatsappInboxSettingsQuery();
  if (query.isLoading) return <Page.Loading />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loaded settings={query.data} />;
};

/** Reasons for closing, from when on waiting is late, and which presses wait. */
const InboxSettingsPage = () => (
  <Page.Protect permissions={[permission('chatRead'), permission('settingsConfigure')]}>
    <Loading />
  </Page.Protect>
);

export default InboxSettingsPage;
