import { type KeyboardEvent, type RefObject } from 'react';
import { Textarea } from '@strapi/design-system';
import { GrowingField } from '../../../shared/GrowingField';
import { useT } from '../../../shared/useT';
import { TEXT_LIMIT } from '../model/composer';
import { OpenPlaces } from '../quick-replies/OpenPlaces';
import { QuickReplyPopover, replyFieldProps } from '../quick-replies/QuickReplyPopover';
import type { QuickReplies } from '../quick-replies/useQuickReplies';
import { useCaretAtEnd } from './useCaretAtEnd';

interface Props {
  readonly field: RefObject<HTMLTextAreaElement>;
  readonly text: string;
  /** Who gets it. */
  readonly name: string;
  readonly replies: QuickReplies;
  readonly placeholder: string;
  readonly onText: (text: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  readonly onBlur: () => void;
}

/** Where the words are typed: quick replies above it while one types "/", open variables marked in it. */
export const MessageField = (props: Props) => {
  const { field, text, replies } = props;
  const t = useT();
  useCaretAtEnd(field);
  const { onBlur, ...ofReplies } = replyFieldProps(replies);
  return (
    <GrowingField>
      <QuickReplyPopover replies={replies} />
      <Textarea
        ref={field}
        aria-label={t('inbox.composer.label', { name: props.name })}
        placeholder={props.placeholder}
        value={text}
        dir="auto"
        maxLength={TEXT_LIMIT * 2}
        {...ofReplies}
        onBlur={() => {
          onBlur();
          props.onBlur();
        }}
        onChange={(event) => {
          props.onText(event.target.value);
          replies.onCaret(event.target.selectionStart);
        }}
        onKeyDown={props.onKeyDown}
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          if (files.length === 0) return;
          event.preventDefault();
          props.onFiles(files);
        }}
        data-testid="composer-input"
      />
      <OpenPlaces text={text} field={field} />
    </GrowingField>
  );
};
