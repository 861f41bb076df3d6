import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { File, Image, Play } from '@strapi/icons';
import { styled } from 'styled-components';
import { withBackend } from '../../../shared/backend-url';
import { Excerpt } from '../../../shared/text-variables/Excerpt';
import { useKnownWord } from '../../../shared/useKnownWord';
import { useLanguageName } from '../../../shared/useLanguageName';
import { useLibraryFile } from '../../../shared/useLibraryFile';
import { useT } from '../../../shared/useT';
import { usable, type Offer } from '../model/template-offers';

const Choice = styled.button<{ $chosen: boolean }>`
  display: block;
  inline-size: 100%;
  text-align: start;
  border: ${({ theme, $chosen }) => `1px solid ${$chosen ? theme.colors.primary600 : theme.colors.neutral200}`};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme, $chosen }) => ($chosen ? theme.colors.primary100 : theme.colors.neutral0)};
  padding: ${({ theme }) => theme.spaces[3]};
  cursor: pointer;
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
    outline-offset: -2px;
  }
  &[aria-disabled='true'] {
    cursor: not-allowed;
    background: ${({ theme }) => theme.colors.neutral150};
  }
`;
const Short = styled(Typography)`
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 3;
  overflow: hidden;
  overflow-wrap: anywhere;
`;
const Thumb = styled.img`
  inline-size: 4rem;
  block-size: 4rem;
  object-fit: cover;
  border-radius: ${({ theme }) => theme.borderRadius};
`;

const icons: Readonly<Record<string, typeof Image>> = { image: Image, video: Play, document: File };

/** What stands above the text: its words, or which kind of file, of a picture with the picture. */
const Head = ({ template, body }: Pick<Offer, 'template' | 'body'>) => {
  const known = useKnownWord();
  const source = template.bindings.header?.source;
  const isPicture = body.header?.kind === 'image' && source?.kind === 'media';
  const file = useLibraryFile(isPicture ? source.fileId : null);
  if (!body.header) return null;
  const { kind, text } = body.header;
  if (kind === 'text') {
    return (
      <Typography variant="pi" fontWeight="semiBold" textColor="neutral800" tag="p" dir="auto">
        {text}
      </Typography>
    );
  }
  const Icon = icons[kind];
  return (
    <Flex gap={2} paddingTop={1} paddingBottom={1}>
      {file?.url ? (
        <Thumb src={withBackend(file.url)} alt="" />
      ) : Icon ? (
        <Icon aria-hidden fill="neutral600" />
      ) : null}
      <Typography variant="pi" textColor="neutral600">
        {known('shell.message', kind) ?? kind}
      </Typography>
    </Flex>
  );
};

interface Props {
  readonly offer: Offer;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** One template to choose, with the first lines of its text; one that cannot go is read and not chosen. */
export const TemplateEntry = ({
  offer: { template, obstacle: why, body },
  chosen,
  onChoose,
}: Props) => {
  const t = useT();
  const known = useKnownWord();
  const languageOf = useLanguageName();
  // It keeps its place among the keys, so that the reason is heard too.
  const held = !usable(why);
  const category = known('templates.category', template.category) ?? template.category;
  return (
    <Choice
      type="button"
      $chosen={chosen}
      aria-pressed={chosen}
      aria-disabled={held}
      onClick={held ? undefined : onChoose}
      data-testid="template-choice"
      data-template={template.id}
    >
      <Typography fontWeight="semiBold" textColor="neutral800" ellipsis tag="p">
        {template.name}
      </Typography>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {`${languageOf(template.language)} · ${category}`}
      </Typography>
      <Head template={template} body={body} />
      <Short variant="pi" textColor="neutral800" tag="p" dir="auto">
        <Excerpt text={body.text ?? ''} />
      </Short>
      {/* The heading tells who looks; who comes by keys hears it here. */}
      {why !== null && held ? (
        <VisuallyHidden>{t(`inbox.template.why.${why}`)}</VisuallyHidden>
      ) : null}
      {why !== null && !held ? (
        <Typography variant="pi" fontWeight="semiBold" textColor="neutral800" tag="p">
          {t(`inbox.template.why.${why}`)}
        </Typography>
      ) : null}
    </Choice>
  );
};
