import { Flex, Typography } from '@strapi/design-system';
import { File, Image, Play } from '@strapi/icons';
import { styled } from 'styled-components';
import { withBackend } from './backend-url';
import type { HeaderFileKind } from './useHeaderFile';
import { useT } from './useT';

const Press = styled.button`
  display: block;
  inline-size: 100%;
  padding: 0;
  border: 0;
  background: none;
  cursor: pointer;
  border-radius: ${({ theme }) => theme.borderRadius};
  &:hover > * {
    background: ${({ theme }) => theme.colors.primary100};
  }
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
    outline-offset: 2px;
  }
`;
const Picture = styled.img`
  display: block;
  inline-size: 100%;
  max-block-size: 20rem;
  object-fit: cover;
  border-radius: ${({ theme }) => theme.borderRadius};
`;

const icons = {
  image: <Image aria-hidden fill="neutral600" />,
  video: <Play aria-hidden fill="neutral600" />,
  document: <File aria-hidden fill="neutral600" />,
} as const;

interface Props {
  readonly kind: HeaderFileKind;
  readonly file: { name: string; url: string | null } | null;
  /** Chooses the file; without it the area is only looked at. */
  readonly onPress?: (() => void) | undefined;
}

const Shown = ({ kind, file, onPress }: Props) => {
  const t = useT();
  if (kind === 'image' && file?.url) return <Picture src={withBackend(file.url)} alt={file.name} />;
  return (
    <Flex
      gap={2}
      background="neutral150"
      hasRadius
      padding={onPress && !file ? 6 : 3}
      justifyContent="center"
      direction={onPress && !file ? 'column' : 'row'}
    >
      {icons[kind]}
      <Typography variant="pi" textColor="neutral600" dir="auto" ellipsis>
        {file?.name ?? t(onPress ? `templates.media.press.${kind}` : `shell.message.${kind}`)}
      </Typography>
    </Flex>
  );
};

/** What stands above the text on the phone: the file itself; pressed, another one is chosen (T-29). */
export const HeaderArea = (props: Props) => {
  const t = useT();
  const { kind, file, onPress } = props;
  if (!onPress) return <Shown {...props} />;
  const words = t(`templates.media.press.${kind}`);
  return (
    <Press
      type="button"
      onClick={onPress}
      aria-label={file ? `${words}: ${file.name}` : words}
      data-testid="header-area"
    >
      <Shown {...props} />
    </Press>
  );
};
