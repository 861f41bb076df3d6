import { Box, Field, Flex, Modal, Toggle, Typography } from '@strapi/design-system';
import { focusWindow } from '../../../shared/dialog-focus';
import { useT } from '../../../shared/useT';

/** Keys, and the word of each. */
const keys = {
  j: 'j',
  k: 'k',
  Enter: 'Enter',
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
  '↑': 'up',
  Esc: 'Esc',
  '?': 'help',
} as const;

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly enabled: boolean;
  readonly onEnabled: (on: boolean) => void;
}

/** The list of keys, and the switch that turns single letters off. */
export const KeysSheet = ({ open, onClose, enabled, onEnabled }: Props) => {
  const t = useT();
  return (
    <Modal.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusWindow}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{t('inbox.keys.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
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
          </Flex>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
