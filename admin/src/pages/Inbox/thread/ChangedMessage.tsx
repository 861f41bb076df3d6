import { Flex, Typography } from '@strapi/design-system';
import { Pencil, Trash } from '@strapi/icons';
import { styled } from 'styled-components';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { MessageBody } from '../../../shared/MessageBody';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';

const Fold = styled.details`
  padding-block-start: ${({ theme }) => theme.spaces[1]};
  & > summary {
    cursor: pointer;
  }
`;

interface DeletedProps {
  readonly body: MessageView['body'];
  readonly at: number;
}

/** The customer took it back: that is what one sees first; what it said stays for the team. */
export const DeletedMessage = ({ body, at }: DeletedProps) => {
  const t = useT();
  const moments = useMoments();
  return (
    <div data-testid="deleted-message">
      <Flex gap={2}>
        <Flex flex="none">
          <Trash aria-hidden fill="neutral600" />
        </Flex>
        <Typography textColor="neutral600" tag="p">
          {t('message.deleted', { at: moments.full(at) })}
        </Typography>
      </Flex>
      <Fold>
        <summary>
          <Typography variant="pi" textColor="neutral600">
            {t('message.deleted.show')}
          </Typography>
        </summary>
        <MessageBody body={body} />
      </Fold>
    </div>
  );
};

interface EditedProps {
  readonly edited: NonNullable<MessageView['edited']>;
}

const Mark = ({ edited }: EditedProps) => {
  const t = useT();
  const moments = useMoments();
  const key = edited.before.length > 0 ? 'message.edited' : 'message.edited.unknown';
  return (
    <Typography variant="pi" textColor="neutral600">
      <Pencil aria-hidden width="1.2rem" height="1.2rem" />{' '}
      {t(key, { at: moments.full(edited.at) })}
    </Typography>
  );
};

/** That the customer changed the words, and what they were. */
export const EditedMessage = ({ edited }: EditedProps) => {
  const t = useT();
  const moments = useMoments();
  if (edited.before.length === 0) return <Mark edited={edited} />;
  return (
    <Fold data-testid="edited-message">
      <summary>
        <Mark edited={edited} />
      </summary>
      <ul aria-label={t('message.edited.before')}>
        {edited.before.map(({ at, text }) => (
          <li key={at}>
            <Typography variant="pi" textColor="neutral600">
              {moments.full(at)}
            </Typography>
            <Typography tag="p" dir="auto">
              {text || t('message.edited.no-words')}
            </Typography>
          </li>
        ))}
      </ul>
    </Fold>
  );
};
