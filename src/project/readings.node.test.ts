import { describe, expect, it } from 'vitest';
import { EVENT_VIEWS } from '#contracts/events.ts';
import { World } from '#domain/pipeline/testing/world.ts';
import { viewsOf } from '#domain/views/views.ts';
import { Readings } from './readings.ts';

function film(scenes: number): World {
  const world = new World({ settings: { sceneCount: scenes } });
  world.upload(scenes * 5);
  world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
  world.runAll();
  return world;
}

const said = (body: Uint8Array) => JSON.parse(new TextDecoder().decode(body));

describe('what callers read', () => {
  it('is the list of views of each kind', () => {
    const { state } = film(3);
    const readings = new Readings();
    for (const kind of Object.keys(EVENT_VIEWS) as (keyof typeof EVENT_VIEWS)[]) {
      const { seq, body } = readings.of(state, kind, () => 7);
      expect({ seq, body: said(body) }).toEqual({
        seq: 7,
        body: { items: viewsOf(state, kind), nextCursor: null },
      });
    }
  });

  it('is the project with what it has and the newest job of each stage', () => {
    const world = film(3);
    const [first] = world.state.image.values();
    if (!first) throw new Error('there is no image');
    world.granted('decide-takes', {
      decisions: [{ takeId: first.id, decision: 'rejected', reason: null }],
      decidedBy: 'somebody',
    });
    const detail = said(new Readings().of(world.state, 'detail', () => 1).body);
    const approved = viewsOf(world.state, 'image').filter(
      (image) => image.selected && image.approval === 'approved',
    );
    expect(detail.counts).toEqual({
      scenes: 3,
      prompts: 3,
      images: 3,
      clips: 3,
      approvedImages: approved.length,
      approvedClips: 3,
    });
    expect(approved).toHaveLength(2);
    const stages = detail.stages.map(({ stage }: { stage: string }) => stage);
    expect(new Set(stages).size).toBe(stages.length);
    expect(stages).toContain('assemble_video');
  });

  it('is written once for a state and anew for the next', () => {
    const world = film(2);
    const readings = new Readings();
    let seq = 10;
    const read = () => readings.of(world.state, 'project', () => seq);
    const before = read();
    seq = 11;
    expect(read()).toBe(before);
    world.granted('update-project', { title: 'Another', settings: {} });
    expect(read().seq).toBe(11);
    expect(said(read().body).items[0].title).toBe('Another');
  });
});
