import { Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import { ChoicePopover, choiceFieldProps } from '../composer/ChoicePopover';
import type { Mentions } from './useMentions';

const LIST_ID = 'whatsapp-mentions';

export const mentionFieldProps = (mentions: Mentions) => choiceFieldProps(LIST_ID, mentions);

/** The people to choose from, or why there is nobody. */
export const MentionPopover = ({ mentions }: { readonly mentions: Mentions }) => {
  const t = useT();
  return (
    <ChoicePopover
      listId={LIST_ID}
      label={t('team.mention.list')}
      choices={mentions}
      onChoose={mentions.choose}
      empty={
        <Typography textColor="neutral600">
          {t(mentions.isAlone ? 'team.mention.alone' : 'team.mention.none')}
        </Typography>
      }
      option={(person, isActive) => (
        <Typography textColor={isActive ? 'primary700' : 'neutral800'}>{person.name}</Typography>
      )}
      testId="mention"
    />
  );
};
