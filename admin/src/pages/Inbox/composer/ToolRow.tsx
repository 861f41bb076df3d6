import { useRef, type MouseEvent } from 'react';
import { Button, Flex, IconButton, MenuItem, Typography } from '@strapi/design-system';
import { Bold, Check, Layout, Lightning } from '@strapi/icons';
import { EmojiButton } from '../../../shared/emoji/EmojiButton';
import { useT } from '../../../shared/useT';
import { AttachMenu } from '../components/AttachMenu';
import { VoiceButton } from '../components/VoiceButton';
import type { Attachments } from '../hooks/useAttachments';
import type { Recorder } from '../hooks/useRecorder';
import { QuickReplyButton } from '../quick-replies/QuickReplyButton';
import type { QuickReplies } from '../quick-replies/useQuickReplies';
import { ExtraItems } from './extras/ExtraItems';
import type { ExtraKind } from './extras/model';
import { ToolWord } from './tool-word';
import type { TextTools } from './useTextTools';

interface Props {
  readonly attachments: Attachments;
  readonly replies: QuickReplies;
  readonly tools: TextTools;
  readonly recorder: Recorder;
  /** On a phone: one row, the rest in the menu behind the plus. */
  readonly compact: boolean;
  readonly onTemplate: () => void;
  readonly onExtra: (kind: ExtraKind) => void;
}
type RowProps = Omit<Props, 'compact'>;

const CompactRow = ({ attachments, replies, tools, recorder, onTemplate, onExtra }: RowProps) => {
  const t = useT();
  /** The list of quick replies opens with the focus in the field, so when the menu has let go of it. */
  const listNext = useRef(false);
  const focusAfter = () => {
    if (!listNext.current) return false;
    listNext.current = false;
    replies.toggleList();
    return true;
  };
  return (
    <Flex gap={1}>
      <AttachMenu
        attachments={attachments}
        compact={{ label: t('composer.more-tools'), focusAfter }}
        more={
          <>
            <ExtraItems onChoose={onExtra} />
            <MenuItem
              startIcon={<Lightning />}
              onSelect={() => {
                listNext.current = true;
              }}
            >
              {t('quickReplies.button')}
            </MenuItem>
            <MenuItem
              startIcon={tools.barOpen ? <Check /> : <Bold />}
              aria-current={tools.barOpen}
              onSelect={tools.toggleBar}
            >
              {t('composer.format.toggle')}
            </MenuItem>
          </>
        }
      />
      <EmojiButton label={t('composer.emoji')} onPick={tools.insert} focusAfter={tools.focus} />
      <VoiceButton recorder={recorder} />
      <IconButton label={t('inbox.composer.template')} variant="tertiary" onClick={onTemplate}>
        <Layout />
      </IconButton>
    </Flex>
  );
};

const WideRow = ({ attachments, replies, tools, recorder, onTemplate, onExtra }: RowProps) => {
  const t = useT();
  return (
    <Flex gap={1}>
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
      <VoiceButton recorder={recorder} />
      <Button
        variant="tertiary"
        startIcon={<Layout />}
        aria-label={t('inbox.composer.template')}
        onClick={onTemplate}
      >
        <ToolWord>{t('inbox.composer.template')}</ToolWord>
      </Button>
      <QuickReplyButton replies={replies} />
    </Flex>
  );
};

/** What goes into a message beside typed words. */
export const ToolRow = ({ compact, ...row }: Props) =>
  compact ? <CompactRow {...row} /> : <WideRow {...row} />;
