import { lazy, Suspense, useEffect, useRef, useState, type ComponentType } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { FlowKey } from '../../../../../server/src/contracts/flow-graph';
import { Choices } from '../../../shared/Choices';
import { FullMenu } from '../../../shared/FullMenu';
import { modifierKey } from '../../../shared/modifier-key';
import { Notice } from '../../../shared/Notice';
import { EmptyState, RowSkeletons } from '../../../shared/states';
import { useAfterMenu } from '../../../shared/useAfterMenu';
import { useT } from '../../../shared/useT';
import type { CanvasProps } from './canvas/types';
import { FindStep } from './FindStep';
import { marked } from './marked';
import { FLOW_VIEWS } from './model/view';
import { AddStep, Kinds, Line } from './Outline';
import { useFind } from './useFind';
import type { Flow } from './useFlow';
import type { FlowViewHands } from './useFlowView';
import type { OutlineHands } from './useOutline';

const Marked = styled(Box)<{ $hit: FlowKey | null }>`
  ${marked}
`;

const NotLoaded = ({ onRetry }: Pick<CanvasProps, 'onRetry'>) => {
  const t = useT();
  return (
    <Box role="alert">
      <Notice
        variant="danger"
        title={t('flows.canvas.failed')}
        testId="canvas-failed"
        action={
          <Button size="S" variant="secondary" onClick={onRetry}>
            {t('shell.state.retry')}
          </Button>
        }
      >
        {t('flows.canvas.failed.body')}
      </Notice>
    </Box>
  );
};

/** It weighs as much as many pages: fetched by those who look at it. */
const loadCanvas = () =>
  lazy<ComponentType<CanvasProps>>(() =>
    import('./canvas/Canvas').catch(() => ({ default: NotLoaded }))
  );

const LazyCanvas = (props: Omit<CanvasProps, 'onRetry'>) => {
  const [Canvas, setCanvas] = useState(loadCanvas);
  return (
    <Suspense fallback={<RowSkeletons rows={4} />}>
      <Canvas {...props} onRetry={() => setCanvas(loadCanvas())} />
    </Suspense>
  );
};

/** The steps as nested lists, which do everything without a mouse. */
const OutlineView = ({ hands, hit }: { hands: OutlineHands; hit: FlowKey | null }) => {
  const t = useT();
  const { outline, box } = hands;
  useEffect(() => {
    if (hit === null) return;
    box.current?.querySelector(`[data-step="${hit}"]`)?.scrollIntoView({ block: 'center' });
  }, [box, hit]);
  return (
    <Marked ref={box} onKeyDown={hands.onKeyDown} data-testid="flow-outline" $hit={hit}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex gap={2}>
          <Typography variant="pi" textColor="neutral600">
            {t('flows.start')}
          </Typography>
          <AddStep hands={hands} place="start" label={t('flows.add-first')} />
        </Flex>
        <Line hands={hands} view={hands} line={outline.line} label={t('flows.steps')} />
        {outline.loose.length > 0 ? (
          <Box tag="section" aria-label={t('flows.loose')}>
            <Flex direction="column" alignItems="stretch" gap={3}>
              <Box>
                <Typography variant="delta" tag="h3">
                  {t('flows.loose')}
                </Typography>
                <Typography tag="p" variant="pi" textColor="neutral600">
                  {t('flows.loose.hint')}
                </Typography>
              </Box>
              {outline.loose.map((line) => (
                <Line
                  key={line[0]?.node.id}
                  hands={hands}
                  view={hands}
                  line={line}
                  label={t('flows.loose')}
                />
              ))}
            </Flex>
          </Box>
        ) : null}
        <Typography variant="pi" textColor="neutral600">
          {t('flows.keys', { key: modifierKey() })}
        </Typography>
      </Flex>
    </Marked>
  );
};

/** A flow whose maker has written nothing yet. */
const NoSteps = ({ hands }: { hands: OutlineHands }) => {
  const t = useT();
  const after = useAfterMenu();
  return (
    <EmptyState
      plain
      content={t('flows.empty')}
      action={
        <FullMenu after={after} variant="secondary" label={t('flows.empty.add')}>
          <Kinds onChoose={(kind) => after.choose(() => hands.open({ place: 'start', kind }))} />
        </FullMenu>
      }
    />
  );
};

interface Props {
  readonly flow: Flow;
  readonly hands: OutlineHands;
  readonly view: FlowViewHands;
}

/** The steps as an outline or on a canvas, and a field that finds them in both. */
export const StepViews = ({ flow, hands, view }: Props) => {
  const t = useT();
  const find = useFind(hands);
  const field = useRef<HTMLDivElement>(null);
  const { hit } = find;
  if (hands.graph.nodes.length === 0) return <NoSteps hands={hands} />;
  return (
    <>
      <Flex gap={4} wrap="wrap" justifyContent="space-between">
        {view.mayChoose ? (
          <Choices
            label={t('flows.view')}
            value={view.now}
            options={FLOW_VIEWS.map((one) => [one, t(`flows.view.${one}`)] as const)}
            onChange={view.choose}
            isLabelHidden
            isRow
          />
        ) : null}
        <FindStep find={find} hands={hands} box={field} />
      </Flex>
      {view.now === 'canvas' ? (
        <LazyCanvas
          flow={flow}
          hands={hands}
          hit={hit}
          onFind={() => field.current?.querySelector('input')?.focus()}
        />
      ) : (
        <OutlineView hands={hands} hit={hit} />
      )}
    </>
  );
};
