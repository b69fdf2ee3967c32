ALTER TABLE "projects" ADD COLUMN "artist" text;--> statement-breakpoint
ALTER TABLE "lyrics" ADD COLUMN "encoding" text DEFAULT 'utf-8' NOT NULL;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "transition" jsonb;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "clip_in_seconds" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "selected_scenes" ADD COLUMN "cut" jsonb DEFAULT '{"onto":"wish","movedSeconds":0,"reason":""}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "earlier_segments" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "earlier_segments" jsonb DEFAULT '[]'::jsonb NOT NULL;