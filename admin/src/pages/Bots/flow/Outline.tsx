import { memo, type ReactElement } from 'react';
import { Badge, Box, Flex, IconButton, Menu, Typography } from '@strapi/design-system';
import {
  ArrowRight,
  Bell,
  Check,
  Clock,
  Cursor,
  Database,
  Discuss,
  Feather,
  File,
  Link as LinkIcon,
  List,
  ManyWays,
  Message,
  More,
  Pencil,
  Plus,
  PriceTag,
  Question,
  Quotes,
  SealCheck,
  Server,
  SlidersHorizontal,
  Stack,
  User,
  WarningCircle,
} from '@strapi/icons';
import { styled } from 'styled-components';
import { FAILED } from '../../../../../server/src/contracts/flow-parts';
import { badgeLook } from '../../../shared/badge-look';
import { FULL_HEIGHT, FullMenu } from '../../../shared/FullMenu';
import { useMay } from '../../../shared/permissions';
import { useAfterMenu } from '../../../shared/useAfterMenu';
import { useT } from '../../../shared/useT';
import { useMarks } from './marks';
import { STEP_GROUPS, type StepKind } from './model/form';
import { listedProblems } from './model/listed';
import type { OutlineExit, OutlineItem } from './model/outline';
import type { OutlineHands, Place } from './useOutline';
import { useFigureWords } from './useStayWords';

export const ICONS: { readonly [Kind in StepKind]: typeof Message } = {
  text: Message,
  media: File,
  template: Stack,
  link: LinkIcon,
  buttons: Cursor,
  preferences: SlidersHorizontal,
  question: Question,
  choice: List,
  branch: ManyWays,
  wait: Clock,
  set: Pencil,
  tag: PriceTag,
  topic: Feather,
  'opt-in': SealCheck,
  assign: User,
  task: Bell,
  note: Quotes,
  entry: Database,
  http: Server,
  'start-flow': ArrowRight,
  handover: Discuss,
  close: Check,
};

interface Props {
  /** Null: it is only looked at. */
  readonly hands: OutlineHands | null;
  readonly view: Pick<OutlineHands, 'words' | 'outline' | 'graph'>;
}

/** All kinds of steps, in groups. One for which the person lacks a permission says so. */
export const Kinds = ({ onChoose }: { onChoose: (kind: StepKind) => void }) => {
  const t = useT();
  const mayCall = useMay('outboundConnect');
  const isOff = (kind: StepKind): boolean => kind === 'http' && !mayCall;
  return STEP_GROUPS.map(([group, kinds]) => (
    <Box key={group} role="group" aria-label={t(`flows.group.${group}`)}>
      <Menu.Label>{t(`flows.group.${group}`)}</Menu.Label>
      {kinds.map((kind) => (
        <Menu.Item key={kind} disabled={isOff(kind)} onSelect={() => onChoose(kind)}>
          {isOff(kind) ? t('flows.http.not-yours') : t(`bots.step.${kind}`)}
        </Menu.Item>
      ))}
    </Box>
  ));
};

/** A button with all kinds of steps. */
export const AddStep = ({
  hands,
  place,
  label,
}: {
  hands: OutlineHands;
  place: Place;
  label: string;
}) => {
  const after = useAfterMenu();
  return (
    <FullMenu
      after={after}
      variant="ghost"
      size="S"
      endIcon={null}
      disabled={hands.isFull}
      aria-label={label}
      title={label}
      label={<Plus aria-hidden />}
    >
      <Kinds onChoose={(kind) => after.choose(() => hands.open({ place, kind }))} />
    </FullMenu>
  );
};

/** What is done to a step beside editing it. */
export const StepMenu = ({
  hands,
  item,
  name,
}: {
  hands: OutlineHands;
  item: OutlineItem;
  name: string;
}) => {
  const t = useT();
  const after = useAfterMenu();
  const key = item.node.id;
  const one = (
    word: 'up' | 'down' | 'duplicate' | 'copy' | 'paste',
    run: () => void,
    off = false
  ) => (
    <Menu.Item disabled={off} onSelect={() => after.choose(run)}>
      {t(`flows.step.${word}`)}
    </Menu.Item>
  );
  return (
    <FullMenu
      after={after}
      variant="ghost"
      size="S"
      endIcon={null}
      aria-label={t('flows.step.more', { name })}
      title={t('flows.step.more', { name })}
      label={<More aria-hidden />}
    >
      {one('up', () => hands.move(key, 'up'), !hands.mayMove(key, 'up'))}
      {one('down', () => hands.move(key, 'down'), !hands.mayMove(key, 'down'))}
      {one('duplicate', () => hands.duplicate(key), hands.isFull)}
      {one('copy', () => void hands.copy(key))}
      {one('paste', () => void hands.pasteAfter(key), hands.isFull)}
      {hands.isFull || FAILED in item.node.to ? null : (
        <Menu.SubRoot>
          <Menu.SubTrigger>{t('flows.step.failure')}</Menu.SubTrigger>
          <Menu.SubContent maxHeight={FULL_HEIGHT}>
            <Kinds
              onChoose={(kind) =>
                after.choose(() => hands.open({ place: { node: key, exit: FAILED }, kind }))
              }
            />
          </Menu.SubContent>
        </Menu.SubRoot>
      )}
      <Menu.Item variant="danger" onSelect={() => after.choose(() => hands.askRemove(key))}>
        {t('flows.step.remove')}
      </Menu.Item>
    </FullMenu>
  );
};

/** Words that lead to a step; they take as many lines as they need. */
export const Jump = styled.button`
  border: 0;
  padding: 0;
  background: none;
  font: inherit;
  text-align: start;
  cursor: pointer;
  text-decoration: underline;
  color: ${({ theme }) => theme.colors.primary600};
`;

/** "İade → 4. Text: How to send it back" */
const Way = ({ hands, view, item, way }: Props & { item: OutlineItem; way: OutlineExit }) => {
  const t = useT();
  const { words, outline, graph } = view;
  const exit = words.exit(item.node.step, way.exit);
  const number = way.target === null ? 0 : (outline.numberOf.get(way.target) ?? 0);
  const node = graph.nodes.find(({ id }) => id === way.target);
  const target = node ? words.step(node.step, number) : t('flows.number', { number });
  const problem = hands?.problemsOf(item.node.id).find(({ field }) => field === way.exit);
  const figureWords = useFigureWords();
  const figure = useMarks().figures?.get(item.node.id);
  const share = figure ? figureWords.exit(figure, way.exit) : null;
  return (
    <Flex tag="li" gap={2} wrap="wrap" data-testid="step-exit">
      <Typography variant="pi" textColor={problem ? 'danger700' : 'neutral800'}>
        <span dir="auto">{exit}</span>
        {' → '}
        {way.target === null ? t('flows.leads.end') : null}
        {way.target === null ? null : (
          <>
            {way.leads === 'link' ? t('flows.leads.link') : null}{' '}
            {hands ? (
              <Jump type="button" onClick={() => hands.focus(way.target ?? '')}>
                <span dir="auto">{target}</span>
              </Jump>
            ) : (
              <span dir="auto">{target}</span>
            )}
          </>
        )}
      </Typography>
      {share === null ? null : (
        <Typography variant="pi" textColor="neutral600">
          {share}
        </Typography>
      )}
      {hands ? (
        <AddStep
          hands={hands}
          place={{ node: item.node.id, exit: way.exit }}
          label={t('flows.add-after', { exit, number: item.number })}
        />
      ) : null}
    </Flex>
  );
};

const Card = ({ hands, view, item }: Props & { item: OutlineItem }) => {
  const t = useT();
  const { node, number, exits } = item;
  const { words } = view;
  const marks = useMarks();
  const figureWords = useFigureWords();
  const figure = marks.figures?.get(node.id);
  const price = marks.priceOf(node.id);
  const problems = listedProblems(hands?.problemsOf(node.id) ?? []);
  const isWrong = problems.some(({ level }) => level === 'stop');
  const name = words.step(node.step, number);
  const Icon = ICONS[node.step.kind];
  const count = problems.length > 0 ? t('flows.problems', { count: problems.length }) : '';
  return (
    <Box
      tabIndex={0}
      role="group"
      aria-label={count === '' ? name : t('flows.named', { head: name, words: count })}
      data-step={node.id}
      data-testid="flow-step"
      borderColor={isWrong ? 'danger600' : 'neutral200'}
      background="neutral0"
      hasRadius
      padding={3}
    >
      <Flex gap={1} wrap="wrap">
        <Box paddingRight={1}>
          <Icon aria-hidden fill="neutral600" />
        </Box>
        <Flex gap={2} wrap="wrap" flex="1" minWidth="0">
          <Typography fontWeight="bold">
            {t('bots.step-n', { number, kind: words.kind(node.step.kind) })}
          </Typography>
          {count === '' ? null : (
            <Badge {...badgeLook(isWrong ? 'danger' : 'warning')}>{count}</Badge>
          )}
          {marks.here === node.id ? (
            <Badge {...badgeLook('neutral')}>{t('flows.try.here')}</Badge>
          ) : null}
        </Flex>
        {hands ? (
          <Flex gap={1}>
            <IconButton
              variant="ghost"
              label={t('flows.step.edit', { name })}
              onClick={() => hands.open({ key: node.id })}
            >
              <Pencil />
            </IconButton>
            <StepMenu hands={hands} item={item} name={name} />
          </Flex>
        ) : null}
        {/* A line of its own: beside the buttons a phone leaves it half of the card. */}
        <Flex
          direction="column"
          alignItems="stretch"
          gap={1}
          flex="1 0 100%"
          minWidth="0"
          paddingLeft={{ initial: 0, medium: 6 }}
        >
          <Typography style={{ overflowWrap: 'anywhere' }}>
            <span dir="auto">{words.short(node.step)}</span>
          </Typography>
          {price === null ? null : (
            <Typography variant="pi" textColor="neutral600" data-testid="step-price">
              {price.words}
            </Typography>
          )}
          {figure ? (
            <Typography
              variant="pi"
              textColor="neutral600"
              title={marks.hint}
              data-testid="step-figures"
            >
              {figureWords.all(figure)}
            </Typography>
          ) : null}
          {problems.map((problem, i) => (
            <Flex key={i} gap={1} alignItems="flex-start">
              <WarningCircle
                aria-hidden
                fill={problem.level === 'stop' ? 'danger600' : 'warning600'}
              />
              <Typography
                variant="pi"
                textColor={problem.level === 'stop' ? 'danger700' : 'neutral800'}
              >
                {words.problem(problem, node.step)}
              </Typography>
            </Flex>
          ))}
          <Flex
            tag="ul"
            direction="column"
            alignItems="stretch"
            gap={1}
            padding={0}
            margin={0}
            aria-label={t('flows.ways')}
          >
            {exits.map((way) => (
              <Way key={way.exit} {...{ hands, view, item, way }} />
            ))}
          </Flex>
          {exits.length === 0 ? (
            <Typography variant="pi" textColor="neutral600">
              {t('flows.ways.none')}
            </Typography>
          ) : null}
        </Flex>
      </Flex>
    </Box>
  );
};

interface LineProps extends Props {
  readonly line: readonly OutlineItem[];
  readonly label: string;
}

/** Steps one after the other; what an exit leads to beside the line is nested below its step. */
export const Line = memo(function Line({ hands, view, line, label }: LineProps): ReactElement {
  const t = useT();
  return (
    <Flex
      tag="ol"
      direction="column"
      alignItems="stretch"
      gap={2}
      padding={0}
      margin={0}
      aria-label={label}
    >
      {line.map((item) => (
        <Flex key={item.node.id} tag="li" direction="column" alignItems="stretch" gap={2}>
          <Card {...{ hands, view, item }} />
          {item.exits
            .filter((way) => way.line.length > 0)
            .map((way) => {
              const exit = view.words.exit(item.node.step, way.exit);
              return (
                <Box key={way.exit} paddingLeft={{ initial: 2, medium: 6 }}>
                  <Typography variant="pi" fontWeight="bold" textColor="neutral600" tag="p">
                    <span dir="auto">{t('flows.branch', { exit, number: item.number })}</span>
                  </Typography>
                  <Line
                    hands={hands}
                    view={view}
                    line={way.line}
                    label={t('flows.branch', { exit, number: item.number })}
                  />
                </Box>
              );
            })}
        </Flex>
      ))}
    </Flex>
  );
});
