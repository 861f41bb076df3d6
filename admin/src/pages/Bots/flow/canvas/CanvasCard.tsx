import { Badge, Box, Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { User } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import { badgeLook } from '../../../../shared/badge-look';
import { twoLines } from '../../../../shared/two-lines';
import { useT } from '../../../../shared/useT';
import { useMarks } from '../marks';
import { listedProblems } from '../model/listed';
import type { OutlineExit, OutlineItem } from '../model/outline';
import { hasPriceLine, HEAD, PILL, ROW, SAID, sizeOf, type Lines } from '../model/places';
import { AddStep, ICONS, StepMenu } from '../Outline';
import type { OutlineHands } from '../useOutline';
import { useFigureWords } from '../useStayWords';

/** What must not begin to drag the card or the canvas. */
const STILL = 'nodrag nopan';

const Frame = styled(Box)`
  position: relative;
  box-sizing: border-box;
  &:focus {
    outline: 0.2rem solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 0.2rem;
  }
  .add-after {
    opacity: 0;
  }
  &:hover .add-after,
  &:focus-within .add-after,
  .add-after[data-open='true'] {
    opacity: 1;
  }
`;

const Said = styled(Typography)`
  ${twoLines}
`;

/** On the upper edge of a card, where it takes no room from the words. */
const OnEdge = styled(Box)`
  position: absolute;
  inset-block-start: -1.2rem;
  inset-inline-start: 0.8rem;
`;

interface Props {
  readonly item: OutlineItem;
  readonly hands: OutlineHands;
  readonly lines: Lines;
}

/**
 * An exit on its row: its words, what it leads to for a screen reader, how many left by it, and a button that adds a step
 * after it.
 */
const ExitRow = ({ item, hands, way }: Omit<Props, 'lines'> & { way: OutlineExit }) => {
  const t = useT();
  const { words, outline, graph } = hands;
  const exit = words.exit(item.node.step, way.exit);
  const target = graph.nodes.find(({ id }) => id === way.target);
  const number = outline.numberOf.get(way.target ?? '') ?? 0;
  const isWrong = hands.problemsOf(item.node.id).some(({ field }) => field === way.exit);
  const figureWords = useFigureWords();
  const figure = useMarks().figures?.get(item.node.id);
  const share = figure ? figureWords.exit(figure, way.exit) : null;
  return (
    <Flex
      tag="li"
      gap={1}
      justifyContent="flex-end"
      style={{ height: ROW }}
      data-testid="step-exit"
    >
      <span className={`add-after ${STILL}`} data-open={way.target === null}>
        <AddStep
          hands={hands}
          place={{ node: item.node.id, exit: way.exit }}
          label={t('flows.add-after', { exit, number: item.number })}
        />
      </span>
      <Typography variant="pi" textColor={isWrong ? 'danger700' : 'neutral800'} ellipsis>
        <span dir="auto">{exit}</span>
      </Typography>
      <VisuallyHidden>
        {' → '}
        {target ? <span dir="auto">{words.step(target.step, number)}</span> : t('flows.leads.end')}
      </VisuallyHidden>
      {share === null ? null : (
        <Box flex="0 0 auto">
          <Typography variant="pi" textColor="neutral600">
            {share}
          </Typography>
        </Box>
      )}
    </Flex>
  );
};

/** "Step 3, Question: What is your order number? 2 problems" */
const useLabel = ({ item: { node, number }, hands }: Omit<Props, 'lines'>): string => {
  const t = useT();
  const said = hands.words.short(node.step);
  const head = t('flows.card', { number, kind: hands.words.kind(node.step.kind) });
  const name = said === '' ? head : t('flows.named', { head, words: said });
  const count = listedProblems(hands.problemsOf(node.id)).length;
  if (count === 0) return name;
  return `${name}${/[.?!…]$/.test(name) ? '' : '.'} ${t('flows.problems', { count })}`;
};

/** How many are at the step now. */
const Waiting = ({ waiting }: { waiting: number }) => {
  const t = useT();
  const { formatNumber } = useIntl();
  const words = t('flows.figures.waiting', { waiting });
  return (
    <Badge {...badgeLook('neutral')} title={words} data-testid="step-waiting">
      <Flex tag="span" gap={1}>
        <User aria-hidden fill="neutral600" width="1.2rem" height="1.2rem" />
        <span aria-hidden>{formatNumber(waiting)}</span>
        <VisuallyHidden>{words}</VisuallyHidden>
      </Flex>
    </Badge>
  );
};

const Head = ({ item: { node, number }, hands, item }: Omit<Props, 'lines'>) => {
  const t = useT();
  const { words } = hands;
  const problems = listedProblems(hands.problemsOf(node.id));
  const isWrong = problems.some(({ level }) => level === 'stop');
  const waiting = useMarks().figures?.get(node.id)?.waiting ?? 0;
  const Icon = ICONS[node.step.kind];
  return (
    <Flex gap={2} style={{ height: HEAD }}>
      <Box flex="0 0 auto">
        <Icon aria-hidden fill="neutral600" />
      </Box>
      <Box flex="1" minWidth="0">
        <Typography fontWeight="bold" variant="pi" ellipsis tag="p">
          {t('bots.step-n', { number, kind: words.kind(node.step.kind) })}
        </Typography>
      </Box>
      {waiting > 0 ? <Waiting waiting={waiting} /> : null}
      {problems.length > 0 ? (
        <Badge
          {...badgeLook(isWrong ? 'danger' : 'warning')}
          title={problems.map((problem) => words.problem(problem, node.step)).join('\n')}
        >
          {problems.length}
        </Badge>
      ) : null}
      <span className={STILL}>
        <StepMenu hands={hands} item={item} name={words.step(node.step, number)} />
      </span>
    </Flex>
  );
};

/** A line below the exits. It may be cut: its title says all. */
const BelowLine = ({ words, title, testId }: Record<'words' | 'title' | 'testId', string>) => (
  <Flex style={{ height: ROW }} title={title} data-testid={testId}>
    <Typography variant="pi" textColor="neutral600" ellipsis>
      {words}
    </Typography>
  </Flex>
);

/** What the message of the step costs, and how many came to it. */
const Below = ({ item: { node }, lines }: Pick<Props, 'item' | 'lines'>) => {
  const { figures, hint, priceOf } = useMarks();
  const figureWords = useFigureWords();
  const figure = figures?.get(node.id);
  const price = priceOf(node.id);
  return (
    <>
      {hasPriceLine(node, lines) ? (
        <BelowLine words={price?.short ?? ''} title={price?.words ?? ''} testId="step-price" />
      ) : null}
      {lines.hasFigures ? (
        <BelowLine
          words={figure ? figureWords.entered(figure) : ''}
          title={figure ? `${figureWords.all(figure)}\n${hint}` : hint}
          testId="step-figures"
        />
      ) : null}
    </>
  );
};

/** A step as a card, exactly as large as `sizeOf` says. */
export const CanvasCard = (props: Props) => {
  const t = useT();
  const { item, hands, lines } = props;
  const { node, exits } = item;
  const label = useLabel(props);
  const said = hands.words.short(node.step);
  const { width, height } = sizeOf(node, lines);
  const isWrong = hands.problemsOf(node.id).some(({ level }) => level === 'stop');
  const isHere = useMarks().here === node.id;
  return (
    <Frame
      tabIndex={0}
      role="group"
      aria-label={label}
      data-step={node.id}
      data-testid="flow-step"
      background="neutral0"
      borderColor={isWrong ? 'danger600' : 'neutral200'}
      hasRadius
      shadow="tableShadow"
      paddingLeft={3}
      paddingRight={3}
      style={{ width, height }}
    >
      {isHere ? (
        <OnEdge>
          <Badge {...badgeLook('neutral')}>{t('flows.try.here')}</Badge>
        </OnEdge>
      ) : null}
      <Head item={item} hands={hands} />
      {said === '' ? null : (
        <Said variant="pi" tag="p" style={{ maxHeight: SAID }}>
          <span dir="auto">{said}</span>
        </Said>
      )}
      <Box position="absolute" left={3} right={3} bottom={2}>
        <Flex
          tag="ul"
          direction="column"
          alignItems="stretch"
          padding={0}
          margin={0}
          aria-label={t('flows.ways')}
        >
          {exits.map((way) => (
            <ExitRow key={way.exit} item={item} hands={hands} way={way} />
          ))}
        </Flex>
        {exits.length === 0 ? (
          <Flex style={{ height: ROW }}>
            <Typography variant="pi" textColor="neutral600" ellipsis>
              {t('flows.ways.none')}
            </Typography>
          </Flex>
        ) : null}
        <Below item={item} lines={lines} />
      </Box>
    </Frame>
  );
};

/** Where the flow begins, with a button that adds a first step. */
export const StartPill = ({ hands }: Pick<Props, 'hands'>) => {
  const t = useT();
  return (
    <Flex
      background="neutral0"
      borderColor="neutral200"
      borderRadius="1.6rem"
      gap={1}
      justifyContent="center"
      style={{ width: PILL.width, height: PILL.height }}
    >
      <Typography variant="pi" fontWeight="bold">
        {t('flows.start')}
      </Typography>
      <span className={STILL}>
        <AddStep hands={hands} place="start" label={t('flows.add-first')} />
      </span>
    </Flex>
  );
};
