package io.afterimage.cli.dataform;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A folder for each class, and a manifest that may say otherwise. */
record ImageFolders(List<TreeFile> files, Layout layout, Manifest manifest) implements DataSource {
    @Override
    public long size() {
        return files.size();
    }

    @Override
    public void each(Taker taker) {
        for (TreeFile file : files) {
            if (!taker.goesOn()) {
                return;
            }
            Optional<String> folder = layout.classOf(file);
            if (folder.isEmpty()) {
                taker.leftOut(file.where(), "it is in no class's folder");
            } else {
                hand(file, folder.get(), taker);
            }
        }
    }

    private void hand(TreeFile file, String folder, Taker taker) {
        byte[] bytes;
        try {
            bytes = file.image();
        } catch (IOException e) {
            taker.fault(Fault.of(file.where(), e));
            return;
        }
        if (ImageTypes.looksLikeImage(file.fileName(), bytes)) {
            Manifest.Entry entry = manifest.of(file.path());
            String label = entry.label().isEmpty() ? folder : entry.label();
            taker.take(new Labelled(file.where(), label, entry.source(), entry.sha256(), bytes));
        } else {
            taker.leftOut(file.where(), "it does not look like an image");
        }
    }
}
