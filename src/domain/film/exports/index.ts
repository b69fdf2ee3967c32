export { type EditList, type ExportSource, editList } from './edit-list.ts';
export { edlDocument } from './edl.ts';
export { fcpxmlDocument } from './fcpxml.ts';
export { otioDocument } from './otio.ts';
