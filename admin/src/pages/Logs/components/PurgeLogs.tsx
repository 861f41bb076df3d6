import { useState } from 'react';
import { Box, Button, Field, Flex, NumberInput, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import {
  useWhatsappLogSettingsQuery,
  useWhatsappOlderLogsQuery,
  useWhatsappPurgeLogsMutation,
  useWhatsappSaveLogSettingsMutation,
} from '../../../api/logs';
import { ConfirmAction } from '../../../shared/ConfirmAction';
import { Drawer } from '../../../shared/Drawer';
import { useCan } from '../../../shared/permissions';
import { useRefusal } from '../../../shared/useRefusal';
import { useT } from '../../../shared/useT';

const isDays = (days: number | undefined): days is number =>
  days !== undefined && Number.isInteger(days) && days >= 1 && days <= 3650;

const Days = ({
  name,
  label,
  value,
  onChange,
}: {
  name: string;
  label: string;
  value: number | undefined;
  onChange: (days: number | undefined) => void;
}) => {
  const t = useT();
  return (
    <Field.Root name={name} error={isDays(value) ? false : t('logs.days.range')}>
      <Field.Label>{label}</Field.Label>
      <NumberInput
        {...(value === undefined ? {} : { value })}
        onValueChange={(next) => onChange(next)}
      />
      <Field.Error />
    </Field.Root>
  );
};

const Keeping = () => {
  const t = useT();
  const refuse = useRefusal();
  const { toggleNotification } = useNotification();
  const { data } = useWhatsappLogSettingsQuery();
  const [save, { isLoading }] = useWhatsappSaveLogSettingsMutation();
  const [logDays, setLogDays] = useState<number | undefined>();
  const [webhookDays, setWebhookDays] = useState<number | undefined>();
  if (!data) return null;
  const next = { logDays: logDays ?? data.logDays, webhookDays: webhookDays ?? data.webhookDays };
  const submit = async () => {
    const answer = await save(next);
    if ('error' in answer) refuse(answer.error);
    else toggleNotification({ type: 'success', message: t('logs.keep.saved') });
  };
  return (
    <Flex tag="section" direction="column" alignItems="stretch" gap={4}>
      <Typography variant="delta" tag="h3">
        {t('logs.keep.title')}
      </Typography>
      <Days
        name="logDays"
        label={t('logs.keep.lines')}
        value={next.logDays}
        onChange={setLogDays}
      />
      <Days
        name="webhookDays"
        label={t('logs.keep.webhooks')}
        value={next.webhookDays}
        onChange={setWebhookDays}
      />
      <Box>
        <Button
          loading={isLoading}
          disabled={!isDays(next.logDays) || !isDays(next.webhookDays)}
          onClick={() => void submit()}
        >
          {t('logs.keep.save')}
        </Button>
      </Box>
    </Flex>
  );
};

/** Asks with the number of lines that go; they are counted when it is asked, not before. */
const Confirm = ({ days, onClose }: { days: number; onClose: (isDone: boolean) => void }) => {
  const t = useT();
  const refuse = useRefusal();
  const { formatNumber } = useIntl();
  const { toggleNotification } = useNotification();
  const count = useWhatsappOlderLogsQuery(days);
  const [purge] = useWhatsappPurgeLogsMutation();
  const lines = count.data?.lines ?? 0;
  const short = formatNumber(
    lines,
    lines >= 100_000
      ? { notation: 'compact', compactDisplay: 'long', maximumFractionDigits: 1 }
      : {}
  );
  const run = async () => {
    const answer = await purge(days);
    if ('error' in answer) {
      refuse(answer.error);
      throw new Error('shown');
    }
    toggleNotification({ type: 'success', message: t('logs.purge.started') });
    onClose(true);
  };
  if (!count.data) return null;
  return (
    <ConfirmAction
      open
      onClose={() => onClose(false)}
      title={
        lines === 0
          ? t('logs.purge.none', { days })
          : t('logs.purge.title', { lines: short, n: lines, days })
      }
      confirmLabel={t('logs.purge.confirm', { lines: short, n: lines })}
      confirmDisabled={lines === 0}
      onConfirm={run}
      variant="danger"
      confirmTestId="logs-purge-confirm"
    >
      {t(lines === 0 ? 'logs.purge.nothing' : 'logs.purge.gone')}
    </ConfirmAction>
  );
};

const Purge = ({ onDone }: { onDone: () => void }) => {
  const t = useT();
  const [days, setDays] = useState<number | undefined>(90);
  const [isAsking, setAsking] = useState(false);
  return (
    <Flex tag="section" direction="column" alignItems="stretch" gap={4}>
      <Typography variant="delta" tag="h3">
        {t('logs.purge.section')}
      </Typography>
      <Days name="days" label={t('logs.purge.days')} value={days} onChange={setDays} />
      <Box>
        <Button
          variant="danger-light"
          startIcon={<Trash />}
          disabled={!isDays(days)}
          onClick={() => setAsking(true)}
          data-testid="logs-purge"
        >
          {t('logs.purge.ask')}
        </Button>
      </Box>
      {isAsking && isDays(days) ? (
        <Confirm
          days={days}
          onClose={(isDone) => {
            setAsking(false);
            if (isDone) onDone();
          }}
        />
      ) : null}
    </Flex>
  );
};

/** How long lines are kept, and deleting older ones now. */
export const KeepingDrawer = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const { can } = useCan();
  return (
    <Drawer open onClose={onClose} title={t('logs.manage')}>
      <Flex direction="column" alignItems="stretch" gap={8}>
        {can.settingsConfigure ? <Keeping /> : null}
        {can.logPurge ? <Purge onDone={onClose} /> : null}
      </Flex>
    </Drawer>
  );
};
