import { Box, Field, Flex, Modal, Toggle, Typography } from '@strapi/design-system';
import { focusWindow } from '../../../shared/dialog-focus';
import { modifierKey } from '../../../shared/modifier-key';
import { ScrollBody } from '../../../shared/ScrollBody';
import { useGiveBack } from '../../../shared/useGiveBack';
import { useT } from '../../../shared/useT';
import type { KeyEnd } from '../../../translations/key';

/** Key on the keyboard → what it does. */
type Shortcuts = Readonly<Record<string, KeyEnd<'inbox.keys.'>>>;

/** Keys that work for everybody, with the word of each. */
const always = (mod: string): Shortcuts => ({
  [`${mod} /`]: 'help',
  Enter: 'Enter',
  '↑': 'up',
  Esc: 'Esc',
});

/** Those that work in the list of conversations once they are switched on. */
const inList: Shortcuts = {
  j: 'j',
  k: 'k',
  r: 'r',
  n: 'n',
  a: 'a',
  t: 't',
  e: 'e',
  z: 'z',
  '[': 'pane-before',
  ']': 'pane-after',
  i: 'i',
  x: 'x',
  'Shift N': 'new',
  '/': 'slash',
  'g c': 'go-contacts',
  'g t': 'go-tasks',
  'g p': 'go-campaigns',
  '?': 'help',
};

const Keys = ({ keys }: { keys: Shortcuts }) => {
  const t = useT();
  return (
    <dl>
      {Object.entries(keys).map(([key, word]) => (
        <Flex key={key} gap={4} paddingTop={1} paddingBottom={1}>
          <Box tag="dt" minWidth="7rem">
            <Typography tag="kbd" fontWeight="bold">
              {key}
            </Typography>
          </Box>
          <Typography tag="dd">{t(`inbox.keys.${word}`)}</Typography>
        </Flex>
      ))}
    </dl>
  );
};

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly enabled: boolean;
  readonly onEnabled: (on: boolean) => void;
}

/** The list of keys, and the person's switch for single letters. */
export const KeysSheet = ({ open, onClose, enabled, onEnabled }: Props) => {
  const t = useT();
  const { opened, giveBack } = useGiveBack();
  return (
    <Modal.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Modal.Content
        aria-describedby={undefined}
        onOpenAutoFocus={(event) => {
          opened();
          focusWindow(event);
        }}
        onCloseAutoFocus={giveBack}
      >
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{t('inbox.keys.title')}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography textColor="neutral600">{t('inbox.keys.typing')}</Typography>
            <Keys keys={always(modifierKey())} />
            <Field.Root name="inbox-keys" hint={t('inbox.keys.switch-hint')}>
              <Field.Label>{t('inbox.keys.switch')}</Field.Label>
              <Toggle
                onLabel={t('inbox.keys.on')}
                offLabel={t('inbox.keys.off')}
                checked={enabled}
                onChange={(event) => onEnabled(event.target.checked)}
              />
              <Field.Hint />
            </Field.Root>
            <Keys keys={inList} />
          </Flex>
        </ScrollBody>
      </Modal.Content>
    </Modal.Root>
  );
};
