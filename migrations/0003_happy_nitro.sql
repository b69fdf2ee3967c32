ALTER TABLE "final_videos" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "artist" text;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "chapters" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "captions" jsonb;--> statement-breakpoint
ALTER TABLE "songs" ADD COLUMN "film_sound" jsonb;