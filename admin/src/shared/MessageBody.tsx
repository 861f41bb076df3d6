import { useState, type ReactNode } from 'react';
import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { BulletList, Duplicate, Image, Link as LinkIcon, Phone, Pin } from '@strapi/icons';
import { styled } from 'styled-components';
import type { MessageBody as Body } from '../../../server/src/contracts/conversations';
import { isFewEmoji } from '../../../formats/few-emoji';
import { safeHref } from './formatting';
import { MessageChoices } from './MessageChoices';
import { Extras, Wordless } from './message/Extras';
import { MessageMedia } from './MessageMedia';
import { MessageText } from './MessageText';
import { PhoneText } from './PhoneText';
import { useT } from './useT';

const Buttons = styled(Flex)`
  border-block-start: ${({ theme }) => `1px solid ${theme.colors.neutral200}`};
`;
const Anchor = styled.a`
  color: ${({ theme }) => theme.colors.primary700};
  overflow-wrap: anywhere;
`;

const Header = ({ header }: { header: NonNullable<Body['header']> }) => {
  const t = useT();
  if (header.kind === 'text') {
    return header.text ? (
      <Typography fontWeight="bold" tag="p" dir="auto">
        {header.text}
      </Typography>
    ) : null;
  }
  return (
    <Flex gap={2} background="neutral150" hasRadius padding={3} justifyContent="center">
      <Image aria-hidden fill="neutral600" />
      <Typography variant="pi" textColor="neutral600" dir="auto">
        {header.text ?? t(`shell.message.${header.kind}`)}
      </Typography>
    </Flex>
  );
};

const Place = ({ location }: { location: NonNullable<Body['location']> }) => {
  const t = useT();
  const { latitude, longitude } = location;
  const page = location.url ? safeHref(location.url) : null;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`;
  return (
    <Flex direction="column" alignItems="start" gap={1}>
      <Flex gap={2}>
        <Pin aria-hidden />
        <Typography dir="auto">{location.name ?? t('shell.message.location')}</Typography>
      </Flex>
      {location.address ? (
        <Typography variant="pi" textColor="neutral600" dir="auto">
          {location.address}
        </Typography>
      ) : null}
      {page ? (
        <Anchor href={page} target="_blank" rel="noopener noreferrer nofollow">
          <Typography variant="pi" textColor="primary700">
            {t('shell.message.open-page')}
          </Typography>
        </Anchor>
      ) : null}
      <Anchor href={map} target="_blank" rel="noopener noreferrer nofollow">
        <Typography variant="pi" textColor="primary700">
          {t('shell.message.open-map')}
        </Typography>
      </Anchor>
    </Flex>
  );
};

type Button = Body['buttons'][number];

const icons: Partial<Record<Button['type'], ReactNode>> = {
  url: <LinkIcon aria-hidden />,
  phone: <Phone aria-hidden />,
  'copy-code': <Duplicate aria-hidden />,
};

/** Drawn as the customer sees them; only a web address can be followed, in a tab of its own. */
const ButtonRow = ({ button }: { button: Button }) => {
  const t = useT();
  const href = button.type === 'url' && button.value !== null ? safeHref(button.value) : null;
  const label = (
    <Typography textColor="primary700" dir="auto">
      {button.text || (button.type === 'copy-code' ? t('shell.message.copy-code') : '')}
    </Typography>
  );
  return (
    <Flex tag="li" gap={2} justifyContent="center" paddingTop={2}>
      {icons[button.type]}
      {href ? (
        <Anchor href={href} target="_blank" rel="noopener noreferrer nofollow">
          {label}
        </Anchor>
      ) : (
        label
      )}
    </Flex>
  );
};

/** WhatsApp draws up to three; of more it draws two and a list behind "See all options". */
const MOST_BUTTONS = 3;

const ButtonRows = ({ buttons }: { buttons: Body['buttons'] }) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const areMany = buttons.length > MOST_BUTTONS;
  const shown = areMany && !isOpen ? buttons.slice(0, MOST_BUTTONS - 1) : buttons;
  return (
    <Buttons
      tag="ul"
      direction="column"
      alignItems="stretch"
      aria-label={t('shell.message.buttons')}
      marginTop={1}
    >
      {shown.map((button, index) => (
        <ButtonRow key={index} button={button} />
      ))}
      {areMany ? (
        <Flex tag="li" justifyContent="center" paddingTop={2}>
          <TextButton
            startIcon={<BulletList aria-hidden />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? 'shell.message.fewer-buttons' : 'shell.message.all-buttons')}
          </TextButton>
        </Flex>
      ) : null}
    </Buttons>
  );
};

const isEmpty = (body: Body) =>
  !body.text &&
  !body.media &&
  !body.location &&
  !body.answers?.length &&
  !body.product &&
  !body.call &&
  !body.header &&
  body.contacts.length === 0 &&
  body.buttons.length === 0 &&
  !body.list;

/** The one renderer of a message: chat, template preview and campaign preview draw the same thing from the same shape. */
export const MessageBody = ({
  body,
  header,
  isPreview = false,
}: {
  body: Body;
  /** Its file was just chosen from the media library. */
  isPreview?: boolean;
  /** Stands in place of the header: a preview knows the file, a message only its kind. */
  header?: ReactNode;
}) => {
  const t = useT();
  if (isEmpty(body)) return <Wordless body={body} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Extras body={body} />
      {header ?? (body.header ? <Header header={body.header} /> : null)}
      {body.media ? <MessageMedia media={body.media} isPreview={isPreview} /> : null}
      {body.location ? <Place location={body.location} /> : null}
      {body.contacts.map((contact, index) => (
        <Box key={index}>
          <Typography fontWeight="bold" tag="p" dir="auto">
            {contact.name}
          </Typography>
          {contact.phones.map((phone) => (
            <PhoneText key={phone} phone={phone} variant="pi" />
          ))}
        </Box>
      ))}
      {body.text ? (
        <MessageText text={body.text} large={body.type === 'text' && isFewEmoji(body.text)} />
      ) : null}
      {body.footer ? (
        <Typography variant="pi" textColor="neutral600" dir="auto">
          {body.footer}
        </Typography>
      ) : null}
      {body.buttons.length > 0 ? <ButtonRows buttons={body.buttons} /> : null}
      {body.type === 'location-request' ? (
        <Buttons
          gap={2}
          justifyContent="center"
          paddingTop={2}
          marginTop={1}
          data-testid="asks-location"
        >
          <Pin aria-hidden />
          <Typography textColor="primary700">{t('shell.message.send-location')}</Typography>
        </Buttons>
      ) : null}
      {body.list ? <MessageChoices list={body.list} /> : null}
    </Flex>
  );
};
