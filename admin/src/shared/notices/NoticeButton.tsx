import { useState } from 'react';
import { Button, Field, Flex, IconButton, Modal, Toggle, Typography } from '@strapi/design-system';
import { Bell } from '@strapi/icons';
import { focusField } from '../dialog-focus';
import { Choices } from '../Choices';
import { ScrollBody } from '../ScrollBody';
import { useT } from '../useT';
import { askPermission, noticePermission, showNotice } from './browser-notice';
import { WHICH } from './model';
import { useNoticeSettings } from './settings';
import { playNotice } from './sound';

interface SwitchProps {
  readonly name: 'browser' | 'sound';
  readonly checked: boolean;
  readonly error?: string | null;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

const Switch = ({ name, checked, error = null, disabled = false, onChange }: SwitchProps) => {
  const t = useT();
  return (
    <Field.Root name={`notices-${name}`} hint={t(`notices.${name}-hint`)} error={error ?? false}>
      <Field.Label>{t(`notices.${name}`)}</Field.Label>
      <Toggle
        onLabel={t('inbox.keys.on')}
        offLabel={t('inbox.keys.off')}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

const Form = () => {
  const t = useT();
  const { settings, change } = useNoticeSettings();
  const [permission, setPermission] = useState(noticePermission);
  const isOn = settings.browser && permission === 'granted';
  const switchBrowser = async (on: boolean) => {
    // The browser is asked at this press and at no other moment.
    const answer = on ? await askPermission() : permission;
    setPermission(answer);
    change({ browser: on && answer === 'granted' });
  };
  const switchSound = (on: boolean) => {
    change({ sound: on });
    if (on) void playNotice().catch(() => undefined);
  };
  const tryIt = () => {
    if (settings.sound) void playNotice().catch(() => undefined);
    if (isOn)
      showNotice({
        title: t('notices.try-title'),
        body: t('notices.try-body'),
        tag: 'whatsapp-try',
        onPress: () => undefined,
      });
  };
  const refused = permission === 'denied' || permission === 'unsupported';
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Switch
        name="browser"
        checked={isOn}
        disabled={permission === 'unsupported'}
        error={refused ? t(`notices.${permission}`) : null}
        onChange={(on) => void switchBrowser(on)}
      />
      <Switch name="sound" checked={settings.sound} onChange={switchSound} />
      <Choices
        label={t('notices.which')}
        value={settings.which}
        options={WHICH.map((one) => [one, t(`notices.which.${one}`)] as const)}
        onChange={(which) => change({ which })}
      />
      <Typography variant="pi" textColor="neutral600">
        {t('notices.quiet')}
      </Typography>
      <Flex>
        <Button
          variant="tertiary"
          disabled={!isOn && !settings.sound}
          onClick={tryIt}
          data-testid="try-notice"
        >
          {t('notices.try')}
        </Button>
      </Flex>
    </Flex>
  );
};

/** Where each person says how they want to be told of new messages; all of it is off until they switch it on. */
export const NoticeButton = () => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <Modal.Root open={isOpen} onOpenChange={setOpen}>
      <Modal.Trigger>
        <IconButton variant="ghost" label={t('notices.title')} data-testid="notices">
          <Bell />
        </IconButton>
      </Modal.Trigger>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusField}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{t('notices.title')}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          <Form />
        </ScrollBody>
      </Modal.Content>
    </Modal.Root>
  );
};
