import { Button, Flex, IconButton, MenuItem, SimpleMenu } from '@strapi/design-system';
import { Check, Clock, PaperPlane } from '@strapi/icons';
import { useT } from '../../../shared/useT';
import type { SendKey } from '../model/send-key';

interface Props {
  readonly disabled: boolean;
  readonly onSend: () => void;
  readonly sendKey: SendKey;
  readonly onSendKey: (key: SendKey) => void;
  readonly onLater: () => void;
  /** On a phone: a picture in place of the word. */
  readonly compact: boolean;
}

const WAYS: readonly SendKey[] = ['enter', 'mod-enter'];

/** Send, and beside it when to send and which key does. */
export const SendButton = ({ disabled, onSend, sendKey, onSendKey, onLater, compact }: Props) => {
  const t = useT();
  return (
    <Flex gap={1} marginLeft="auto">
      {compact ? (
        <IconButton
          variant="default"
          label={t('inbox.composer.send')}
          disabled={disabled}
          onClick={onSend}
          data-testid="composer-send"
        >
          <PaperPlane />
        </IconButton>
      ) : (
        <Button
          startIcon={<PaperPlane />}
          disabled={disabled}
          onClick={onSend}
          data-testid="composer-send"
        >
          {t('inbox.composer.send')}
        </Button>
      )}
      <SimpleMenu label="" aria-label={t('composer.send-more')} data-testid="send-more">
        <MenuItem startIcon={<Clock />} disabled={disabled} onSelect={onLater}>
          {t('later.menu')}
        </MenuItem>
        {WAYS.map((way) => (
          <MenuItem
            key={way}
            startIcon={way === sendKey ? <Check /> : undefined}
            aria-current={way === sendKey}
            onSelect={() => onSendKey(way)}
          >
            {t(`composer.send-key.${way}`)}
          </MenuItem>
        ))}
      </SimpleMenu>
    </Flex>
  );
};
