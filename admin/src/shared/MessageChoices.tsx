import { Box, Flex, Typography } from '@strapi/design-system';
import { BulletList } from '@strapi/icons';
import { styled } from 'styled-components';
import type { MessageBody } from '../../../server/src/contracts/conversations';
import { useT } from './useT';

const Sheet = styled.details`
  border-block-start: ${({ theme }) => `1px solid ${theme.colors.neutral200}`};
  padding-block-start: ${({ theme }) => theme.spaces[2]};
`;
const Opener = styled.summary`
  cursor: pointer;
  list-style: none;
  &::-webkit-details-marker {
    display: none;
  }
`;

type List = NonNullable<MessageBody['list']>;

const Row = ({ row }: { row: List['sections'][number]['rows'][number] }) => (
  <Box tag="li" paddingTop={2}>
    <Typography tag="p" dir="auto">
      {row.title}
    </Typography>
    {row.description ? (
      <Typography tag="p" variant="pi" textColor="neutral600" dir="auto">
        {row.description}
      </Typography>
    ) : null}
  </Box>
);

/** The choices of a list message behind its button, as on the customer's phone; here they are read, not tapped. */
export const MessageChoices = ({ list }: { list: List }) => {
  const t = useT();
  return (
    <Sheet data-testid="message-choices">
      <Opener>
        <Flex gap={2} justifyContent="center">
          <BulletList aria-hidden />
          <Typography textColor="primary700" dir="auto">
            {list.button}
          </Typography>
        </Flex>
      </Opener>
      {list.sections.map((section, index) => (
        <Box key={index} paddingTop={3}>
          {section.title ? (
            <Typography variant="pi" fontWeight="bold" textColor="neutral600" dir="auto">
              {section.title}
            </Typography>
          ) : null}
          <Box tag="ul" aria-label={section.title || t('shell.message.choices')}>
            {section.rows.map((row, at) => (
              <Row key={at} row={row} />
            ))}
          </Box>
        </Box>
      ))}
    </Sheet>
  );
};
