import { templateFiguresApi } from '../contracts/template-figures';
import { serve } from '../strapi/serve';
import { contextOf } from '../strapi/context';
import { createKept } from './kept';
import { costOfTemplate, figuresOfTemplate } from './template-figures';

/** What became of a template, counted as rarely as the figures of campaigns. */
export const templateFiguresHttp = serve('template-figures', templateFiguresApi, (strapi) => {
  const { clock } = contextOf(strapi);
  const keptBy = <T>(workOut: (id: number, days: number) => Promise<T>) => {
    const kept = {
      '7': createKept(clock, (id) => workOut(id, 7)),
      '30': createKept(clock, (id) => workOut(id, 30)),
      '90': createKept(clock, (id) => workOut(id, 90)),
    };
    return async (id: number, days: keyof typeof kept): Promise<T> => (await kept[days](id)).value;
  };
  const figures = keptBy((id, days) => figuresOfTemplate(strapi, id, days));
  const cost = keptBy((id, days) => costOfTemplate(strapi, id, days));
  return {
    figures: ({ id, query }) => figures(id, query.days),
    cost: ({ id, query }) => cost(id, query.days),
  };
});
