import { Button, Flex, Typography } from '@strapi/design-system';
import { useT } from '../../../shared/useT';

interface Props {
  /** "and", "or"; null before the first line. */
  readonly word: string | null;
  readonly not: boolean;
  readonly onNot: (not: boolean) => void;
}

/** How a line joins the one above it, and whether it takes its people in or leaves them out. */
export const Joint = ({ word, not, onNot }: Props) => {
  const t = useT();
  return (
    <Flex gap={2}>
      {word === null ? null : (
        <Typography variant="pi" fontWeight="bold" textColor="neutral600" data-testid="joint">
          {word}
        </Typography>
      )}
      {/* Says what holds now, as the chips of the filters do: a word for what it could do reads as if it did it. */}
      <Button
        size="S"
        variant={not ? 'danger-light' : 'tertiary'}
        aria-label={t(not ? 'segments.excluded' : 'segments.included')}
        onClick={() => onNot(!not)}
        data-testid="include-exclude"
      >
        {t(not ? 'segments.exclude' : 'segments.include')}
      </Button>
    </Flex>
  );
};
