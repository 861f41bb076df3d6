import { Flex, Tag, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import type { ConversationView } from '../../../../../../server/src/contracts/conversations';
import { useWhatsappUpdateConversationMutation } from '../../../../api/conversations';
import { TagName } from '../../../../shared/people/TagName';
import { useTags } from '../../../../shared/people/useTags';
import { useRefusal } from '../../../../shared/useRefusal';
import { useT } from '../../../../shared/useT';
import { TagChooser } from '../TagChooser';

/** The person's tags; who may answer may give and take them (C-25). */
export const Tags = ({
  conversation,
  canChange,
  onChanged,
  tagging,
}: {
  readonly conversation: ConversationView;
  readonly canChange: boolean;
  readonly onChanged: () => void;
  /** Another number: the field takes the focus. */
  readonly tagging: number;
}) => {
  const t = useT();
  const refuse = useRefusal();
  const [update, { isLoading }] = useWhatsappUpdateConversationMutation();
  const { colorOf } = useTags();
  const { tags } = conversation.contact;
  const change = async (part: { add?: string[]; remove?: string[] }) => {
    const body = { tags: { add: part.add ?? [], remove: part.remove ?? [] } };
    const answer = await update({ id: conversation.id, body });
    if ('data' in answer) onChanged();
    else refuse(answer.error);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={2} wrap="wrap">
        {tags.length === 0 && !canChange ? <Typography variant="pi">–</Typography> : null}
        {tags.map((tag) => (
          <Tag
            key={tag}
            icon={canChange ? <Cross /> : null}
            label={t('inbox.tag.remove', { name: tag })}
            disabled={!canChange || isLoading}
            onClick={() => void change({ remove: [tag] })}
          >
            <TagName name={tag} color={colorOf(tag)} />
          </Tag>
        ))}
      </Flex>
      {canChange ? (
        <TagChooser
          without={tags}
          disabled={isLoading}
          asked={tagging}
          onTag={(tag) => void change({ add: [tag] })}
        />
      ) : null}
    </Flex>
  );
};
