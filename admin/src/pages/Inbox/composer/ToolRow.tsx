import type { MouseEvent } from 'react';
import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { EmojiButton } from '../../../shared/emoji/EmojiButton';
import { useT } from '../../../shared/useT';
import { AttachMenu } from '../components/AttachMenu';
import { VoiceButton } from '../components/VoiceButton';
import type { Attachments } from '../hooks/useAttachments';
import { QuickReplyButton } from '../quick-replies/QuickReplyButton';
import type { QuickReplies } from '../quick-replies/useQuickReplies';
import { ExtraItems } from './extras/ExtraItems';
import type { ExtraKind } from './extras/model';
import type { TextTools } from './useTextTools';

interface Props {
  readonly attachments: Attachments;
  readonly replies: QuickReplies;
  readonly tools: TextTools;
  readonly onTemplate: () => void;
  readonly onExtra: (kind: ExtraKind) => void;
}

/** What goes into a message beside typed words; it wraps where the pane is narrow. */
export const ToolRow = ({ attachments, replies, tools, onTemplate, onExtra }: Props) => {
  const t = useT();
  return (
    <Flex gap={2} wrap="wrap">
      <AttachMenu attachments={attachments} more={<ExtraItems onChoose={onExtra} />} />
      <EmojiButton label={t('composer.emoji')} onPick={tools.insert} focusAfter={tools.focus} />
      <IconButton
        label={t('composer.format.toggle')}
        variant="tertiary"
        aria-pressed={tools.barOpen}
        onMouseDown={(event: MouseEvent) => event.preventDefault()}
        onClick={tools.toggleBar}
        data-testid="format-toggle"
      >
        <Typography fontWeight="bold" textColor="neutral800" aria-hidden>
          Aa
        </Typography>
      </IconButton>
      <VoiceButton onRecorded={(file, voice) => attachments.add([file], voice)} />
      <Button variant="tertiary" onClick={onTemplate}>
        {t('inbox.composer.template')}
      </Button>
      <QuickReplyButton replies={replies} />
    </Flex>
  );
};
