/** Examples of exports: a film of one scene. See `projects.ts`. */
import { CLIP_ID, PROJECT_ID, SCENE_ID } from './ids.ts';

const CLIP_URL = `https://api.example/api/projects/${PROJECT_ID}/clips/${CLIP_ID}/download`;

export const OTIO = {
  OTIO_SCHEMA: 'Timeline.1',
  metadata: {
    omvee: { projectId: PROJECT_ID, artist: 'The Sleepers', width: 1280, height: 720, frames: 144 },
  },
  name: 'Night train',
  global_start_time: { OTIO_SCHEMA: 'RationalTime.1', rate: 24, value: 0 },
  tracks: {
    OTIO_SCHEMA: 'Stack.1',
    metadata: {},
    name: 'tracks',
    source_range: null,
    effects: [],
    markers: [],
    enabled: true,
    children: [
      {
        OTIO_SCHEMA: 'Track.1',
        metadata: {},
        name: 'Scenes',
        source_range: null,
        effects: [],
        markers: [],
        enabled: true,
        kind: 'Video',
        children: [],
      },
    ],
  },
};

export const EDL = [
  'TITLE: Night train',
  'FCM: NON-DROP FRAME',
  '',
  '001  AX       V     C        00:00:00:12 00:00:06:12 00:00:00:00 00:00:06:00',
  `* FROM CLIP NAME: clip-${CLIP_ID}.mp4`,
  '* SCENE 1: The empty platform',
  `* SOURCE FILE: ${CLIP_URL}`,
  '',
].join('\r\n');

export const FCPXML = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE fcpxml>
<fcpxml version="1.10">
  <resources>
    <format id="r1" frameDuration="100/2400s" width="1280" height="720"/>
    <asset id="r4" name="clip-${CLIP_ID}.mp4" start="0s" duration="156/24s" hasVideo="1" format="r1">
      <media-rep kind="original-media" src="${CLIP_URL}"/>
      <metadata>
        <md key="com.omvee.sceneId" value="${SCENE_ID}"/>
      </metadata>
    </asset>
  </resources>
  <library>
    <event name="Night train">
      <project name="Night train">
        <sequence format="r1" duration="144/24s" tcStart="0s" tcFormat="NDF" audioLayout="stereo" audioRate="48k">
          <spine>
            <asset-clip ref="r4" name="The empty platform" offset="0s" start="12/24s" duration="144/24s"/>
          </spine>
        </sequence>
      </project>
    </event>
  </library>
</fcpxml>
`;
